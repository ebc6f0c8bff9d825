import { formatDateTime } from "#lib/core/format";
import { merged, type Plan, shiftsBetween } from "#lib/ownership/on-call/on-call-domain";

type Taken = { userId: string; from: number; to: number };

/** Whose time an override would take: "Replaces Bob from Mon 2 Mar 2026, 09:00 to … CET." */
export function replacedInWords(
  plan: Plan,
  { userId, from, to }: Taken,
  people: readonly { id: string; name: string }[],
  zone: string,
): string {
  const replaced = merged(shiftsBetween(plan, from, to)).filter((shift) => shift.userId !== userId);
  if (replaced.length === 0) return "That is their own turn already: nothing would change.";
  const parts = replaced.map((shift) => {
    const who = people.find((person) => person.id === shift.userId)?.name ?? "nobody";
    const begin = formatDateTime(shift.from, zone, { weekday: true, zoneName: false });
    return `${who} from ${begin} to ${formatDateTime(shift.to, zone, { weekday: true })}`;
  });
  const shown = parts.slice(0, 3).join("; ");
  return `In place of ${shown}${parts.length > 3 ? `; and ${parts.length - 3} more` : ""}.`;
}
