import { formatClock, formatDate, formatDay } from "#lib/core/format";

/** "from 23 Oct to 21 Nov 2026", to be read aloud; the times only where both are of one day. */
export function gapWords(from: number, to: number): string {
  const [first, last] = [formatDate(from, "UTC"), formatDate(to, "UTC")];
  if (first === last) {
    return `on ${first} from ${formatClock(from, "UTC")} to ${formatClock(to, "UTC")} UTC`;
  }
  const sameYear = first.slice(-4) === last.slice(-4);
  return `from ${sameYear ? formatDay(from, "UTC") : first} to ${last}`;
}
