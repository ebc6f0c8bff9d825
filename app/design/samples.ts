import type { ShellData } from "#components/shell/shell-data";
import type { StripCell } from "#components/ui/status";
import type { VerdictKey } from "#components/ui/verdict";

const keys = ["quality", "failures", "cost", "versions", "audit", "ownership"] as const;
const words = { m: "met", u: "unmet", s: "stale", "?": "unknown" } as const;

/** "smmmum": one letter for each characteristic. */
export function cells(letters: string): StripCell[] {
  return keys.map((key, index) => {
    const letter = letters[index];
    return { key, status: letter === "m" || letter === "u" || letter === "s" ? words[letter] : "unknown" };
  });
}

export type SampleRow = {
  slug: string;
  name: string;
  about: string;
  strip: string;
  verdict: VerdictKey;
  cents: string | null;
  interactions: string;
  onCall: string | null;
  next: string;
};

const row = (
  slug: string,
  name: string,
  about: string,
  strip: string,
  verdict: VerdictKey,
  rest: readonly [string | null, string, string | null, string],
): SampleRow => ({
  slug,
  name,
  about,
  strip,
  verdict,
  cents: rest[0],
  interactions: rest[1],
  onCall: rest[2],
  next: rest[3],
});

export const rows: readonly SampleRow[] = [
  row("support-replies", "Support replies", "Care · high stakes", "mmmmmm", "production_grade", [
    "0.84",
    "41,208",
    "Mika Oja",
    "Drill “cost ceiling” in 19 d",
  ]),
  row("claims-triage", "Claims triage", "Claims · high stakes", "smmmum", "approaching", [
    "6.12",
    "3,911",
    "Ravi Tan",
    "Eval run overdue since 12 d",
  ]),
  row("contract-summary", "Contract summary", "Legal · high stakes", "u?mm?u", "by_accident", [
    "18.40",
    "640",
    null,
    "No rotation, no drills",
  ]),
  row("voice-notes", "Voice notes", "Mobile · standard", "u?um?m", "by_accident", [
    null,
    "7,204",
    "Ada Kerr",
    "31 % of calls have no price",
  ]),
  row("policy-drafter", "Policy drafter", "Claims · high stakes", "mmmm?m", "not_in_production", [
    "9.75",
    "112",
    "Ravi Tan",
    "Week 7 of 12",
  ]),
];

export const shellSample: ShellData = {
  user: { name: "Ravi Tan", email: "ravi.tan@example.com", role: "Editor" },
  features: rows.map((sample) => ({ slug: sample.slug, name: sample.name, cells: cells(sample.strip) })),
  own: rows.slice(0, 3).map(({ slug, name }) => ({ slug, name })),
  may: { register: true, activity: true, admin: true, keys: true },
};

/** A line that looks measured and is the same each time. */
export function wave(length: number, level: number, gap?: { from: number; to: number }): (number | null)[] {
  return Array.from({ length }, (_, index) => {
    if (gap && index >= gap.from && index < gap.to) return null;
    const drift = index > length * 0.62 ? level * 0.22 : 0;
    return level + drift + Math.sin(index * 1.7) * level * 0.05 + Math.sin(index / 5) * level * 0.1;
  });
}

const day = 86_400_000;
export const axis = { from: Date.UTC(2026, 1, 1), to: Date.UTC(2026, 4, 1) };
export const on = (days: number) => axis.from + days * day;
