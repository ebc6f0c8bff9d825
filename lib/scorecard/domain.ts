/** The pure shapes of a scorecard. Everything here is safe in the browser. */
import { plainWords, tellingRank } from "./plain-words.ts";

/** Always in this order: screens, API, folders, documents. */
export const characteristicKeys = ["quality", "failures", "cost", "versions", "audit", "ownership"] as const;
export type CharacteristicKey = (typeof characteristicKeys)[number];

export const characteristicWords: Record<CharacteristicKey, { name: string; question: string }> = {
  quality: {
    name: "Measurable quality bar",
    question:
      "Which eval set, which numeric target, when did it last run against production samples, who was told when it fell?",
  },
  failures: {
    name: "Bounded failure modes",
    question:
      "What happens when the model is wrong, is unavailable, gets malformed input, or the cost ceiling is hit, and has it been tried?",
  },
  cost: {
    name: "Cost per unit of work",
    question:
      "What does one customer interaction cost, in cents, now, from telemetry, with retries and fallbacks counted?",
  },
  versions: {
    name: "Versioned artifacts",
    question:
      "What was running on March 14: prompt, model, retrieval configuration, eval set, with the reason for each change?",
  },
  audit: {
    name: "Audit trail",
    question:
      "Can one high-impact output be reconstructed after the fact, and can nobody have altered the record?",
  },
  ownership: {
    name: "Operational ownership",
    question: "Which team owns it, who is on call now, does the runbook exist and has it been tested?",
  },
};

/** Only met counts. stale: evidence existed and expired. unknown: there never was any. */
export const statuses = ["met", "unmet", "stale", "unknown"] as const;
export type Status = (typeof statuses)[number];

export type Link = { label: string; href: string };

export type Check = {
  /** Unique within its characteristic; checkPath is unique over all. */
  id: string;
  title: string;
  status: Status;
  /** One plain sentence with its figures. It never begins with a name, so that it can be continued in lower case. */
  because: string;
  evidence: Link[];
  /** RFC 3339: when a check that is met stops being met by age alone; null when age does nothing. */
  validUntil: string | null;
  /** The screen that would make it met; null when it is met. */
  fix: Link | null;
};

/** What a judge says about one check; the criteria add its title. */
export type Finding = Omit<Check, "title">;

/** What every judge may know of the feature, as it was registered when the evidence was read. */
export type FeatureFacts = {
  slug: string;
  lifecycle: Lifecycle;
  stakes: Stakes;
  usesRetrieval: boolean;
  contentPolicy: "none" | "redacted" | "full";
  createdAt: string;
};

export type Stakes = "high" | "standard" | "low";

/** A finding in which what is met asks for no fix, and only what is met can run out. */
export function finding(
  id: string,
  status: Status,
  because: string,
  more: { evidence?: Link[]; validUntil?: string | null; fix?: Link } = {},
): Finding {
  const met = status === "met";
  return {
    id,
    status,
    because,
    evidence: more.evidence ?? [],
    validUntil: met ? (more.validUntil ?? null) : null,
    fix: met ? null : (more.fix ?? null),
  };
}

export type Characteristic = { key: CharacteristicKey; met: boolean; checks: Check[] };

export const verdicts = ["production_grade", "approaching", "by_accident", "not_in_production"] as const;
export type Verdict = (typeof verdicts)[number];

export type Lifecycle = "pilot" | "production" | "retired";

/** "cost.coverage": names a check over all characteristics, as the history does. */
export function checkPath(key: CharacteristicKey, id: string): string {
  return `${key}.${id}`;
}

/** "check-cost-coverage": the id of the check's element on the scorecard and on its characteristic's tab. */
export function checkAnchor(key: CharacteristicKey, id: string): string {
  return `check-${key}-${id}`;
}

/** A characteristic is met when it has checks and every one of them is met. No partial credit. */
export function characteristic(key: CharacteristicKey, checks: Check[]): Characteristic {
  return { key, met: checks.length > 0 && checks.every((check) => check.status === "met"), checks };
}

/** Met characteristics, 0 to 6. Counts from the checks, so that a wrong flag cannot raise it. */
export function metCount(characteristics: readonly Characteristic[]): number {
  return characteristicKeys.filter((key) => {
    const found = characteristics.filter((item) => item.key === key);
    return found.length === 1 && found.every((item) => characteristic(item.key, item.checks).met);
  }).length;
}

/** 6 of 6, 4 or 5, 3 or fewer; what is no longer or not yet in production gets no verdict about production. */
export function verdictOf(met: number, lifecycle: Lifecycle): Verdict {
  if (lifecycle !== "production") return "not_in_production";
  if (met === 6) return "production_grade";
  return met >= 4 ? "approaching" : "by_accident";
}

const words: Record<Verdict, string> = {
  production_grade: "Production-grade",
  approaching: "Approaching the bar",
  by_accident: "In production by accident",
  not_in_production: "Not in production yet",
};

/** The verdict as words; a retired feature is said to be retired. */
export function verdictWords(verdict: Verdict, lifecycle: Lifecycle): string {
  return lifecycle === "retired" ? "Retired" : words[verdict];
}

const worst: readonly Status[] = ["unmet", "stale", "unknown"];

/**
 * The one status of a characteristic, for the six-cell strip: met when it is met, else the first of unmet, stale,
 * unknown that one of its checks has: what is known to be wrong comes before what expired, and that before what
 * nobody knows. Without checks it is unknown.
 */
export function cellStatus(item: Pick<Characteristic, "key" | "checks">): Status {
  if (characteristic(item.key, item.checks).met) return "met";
  return worst.find((status) => item.checks.some((check) => check.status === status)) ?? "unknown";
}

/** Checks that are not met: unmet first, then stale, then unknown; within each in the fixed order. */
export function openChecks(
  characteristics: readonly Characteristic[],
): (Check & { key: CharacteristicKey })[] {
  const all = characteristicKeys.flatMap((key) =>
    characteristics
      .filter((item) => item.key === key)
      .flatMap((item) => item.checks.map((check) => ({ ...check, key }))),
  );
  return worst.flatMap((status) => all.filter((check) => check.status === status));
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

/** What a reason says before its semicolon: the limit or the interval behind it stays with the check. */
export function mainClause(because: string): string {
  return withoutStop(because.split("; ")[0] ?? because);
}

const plainClause = (check: OpenCheck) => plainWords(check) ?? lowerFirst(mainClause(check.because));

/** Clauses of a sentence that can still be read aloud. */
const MOST_REASONS = 3;
const MOST_LETTERS = 190;

type OpenCheck = Check & { key: CharacteristicKey };

/** Open checks as a manager hears them: what is known to be wrong first, and of each status what is asked first. */
function telling(characteristics: readonly Characteristic[]): OpenCheck[] {
  const open = openChecks(characteristics);
  return worst.flatMap((status) =>
    open.filter((check) => check.status === status).sort((a, b) => tellingRank(a) - tellingRank(b)),
  );
}

/** The most telling check of each characteristic that is not met; where it is only one, its two. */
function reasons(characteristics: readonly Characteristic[]): { said: string[]; more: number } {
  const open = telling(characteristics);
  const firsts = open.filter((check, at) => open.findIndex((other) => other.key === check.key) === at);
  const told = firsts.length === 1 ? open.slice(0, 2) : firsts;
  // Two characteristics may miss the same thing, as a call that never came: it is said once.
  const clauses = [...new Set(told.map(plainClause))].slice(0, MOST_REASONS);
  while (clauses.length > 2 && clauses.join("").length > MOST_LETTERS) clauses.pop();
  const saying = new Set(clauses);
  const more = firsts.filter((check) => !saying.has(plainClause(check))).length;
  return { said: clauses, more };
}

/** "a, b, and c", as a sentence. */
function asSentence(clauses: readonly string[]): string {
  const last = clauses.at(-1) ?? "";
  const before = clauses.slice(0, -1);
  const text = before.length > 0 ? `${before.join(", ")}, and ${last}` : last;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** "4 of 6, approaching the bar." */
export function verdictLead(met: number, lifecycle: Lifecycle): string {
  return `${met} of 6, ${lowerFirst(verdictWords(verdictOf(met, lifecycle), lifecycle))}.`;
}

/** Why it stands there, as one or two sentences that need no knowledge of the checks. */
export function spokenReasons(characteristics: readonly Characteristic[]): string {
  const { said, more } = reasons(characteristics);
  if (said.length === 0)
    return metCount(characteristics) === 6 ? "Every check is met." : "Not every check was judged.";
  if (more === 0) return asSentence(said);
  const others = more === 1 ? "One more characteristic is" : `${more} more characteristics are`;
  return `${asSentence(said)} ${others} not met.`;
}

/** The verdict to read aloud: `lead` is "4 of 6, approaching the bar.", `rest` the reasons. The checks keep the exact figures. */
export function verdictSentence(
  characteristics: readonly Characteristic[],
  lifecycle: Lifecycle,
): { lead: string; rest: string } {
  return { lead: verdictLead(metCount(characteristics), lifecycle), rest: spokenReasons(characteristics) };
}

/** One line about a characteristic: what is true when it is met, else its most telling open check. */
export function characteristicSentence(item: Characteristic): string {
  const [open] = telling([item]);
  if (open) return asSentence([plainClause(open)]);
  const [first, second] = item.checks.map((check) => withoutStop(check.because));
  return second ? `${first ?? ""}; ${lowerFirst(second)}.` : `${first ?? ""}.`;
}

/** Checks as they stand at `now` when nothing was seen since: what was met and has run out is stale. */
export function aged(characteristics: readonly Characteristic[], now: Date): Characteristic[] {
  return characteristics.map((item) =>
    characteristic(
      item.key,
      item.checks.map((check) =>
        check.status === "met" && check.validUntil !== null && new Date(check.validUntil) <= now
          ? {
              ...check,
              status: "stale",
              because: `No longer shown: ${lowerFirst(check.because)}`,
              validUntil: null,
            }
          : check,
      ),
    ),
  );
}
