import { formatDate, formatDateTime } from "#lib/core/format";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { CallSummary } from "#lib/telemetry/explorer-answers-schema";

export type PreparedBar = { from: number; to: number; label: string; plain: number; marked: number };

type Step = CallSummary["step"];

/** Where the step begins that an instant lies in, as Postgres cuts it in UTC: weeks on Monday. */
function beginning(at: number, step: Step): number {
  if (step === "hour") return Math.floor(at / HOUR_MS) * HOUR_MS;
  const day = Math.floor(at / DAY_MS) * DAY_MS;
  if (step === "day") return day;
  if (step === "week") return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function following(start: number, step: Step): number {
  if (step === "hour") return start + HOUR_MS;
  if (step === "day") return start + DAY_MS;
  if (step === "week") return start + 7 * DAY_MS;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** "14 Mar 2026, 09:00" of an hour in the reader's zone; longer steps are of UTC and named by their first day. */
function labelOf(start: number, step: Step, zone: string): string {
  if (step === "hour") return formatDateTime(start, zone, { zoneName: false });
  const day = formatDate(start, "UTC");
  return step === "day" ? day : `${step} of ${day}`;
}

const MAX_BARS = 400;

/** Every step of the summary's time, those without calls too: no call is a count, not a gap. */
export function prepareHistogram({ step, from, to, bars }: CallSummary, zone: string): PreparedBar[] {
  if (from === null || to === null) return [];
  const counts = new Map(bars.map((bar) => [Date.parse(bar.start), bar]));
  const prepared: PreparedBar[] = [];
  let start = Math.min(beginning(Date.parse(from), step), ...[...counts.keys()].slice(0, 1));
  const end = Math.max(Date.parse(to), ...[...counts.keys()].map((at) => at + 1));
  while (start < end && prepared.length < MAX_BARS) {
    const next = following(start, step);
    const { ok = 0, error = 0 } = counts.get(start) ?? {};
    prepared.push({ from: start, to: next, label: labelOf(start, step, zone), plain: ok, marked: error });
    start = next;
  }
  return prepared;
}

/** What the chart says in words. */
export function histogramCaption({ step, notCounted, calls, errors }: CallSummary, zone: string): string {
  const per = step === "hour" ? `Calls per whole hour, ${zone}` : `Calls per ${step}, UTC`;
  const share =
    calls === 0
      ? ""
      : `; ${errors === 0 ? "none" : errors.toLocaleString("en-US")} of ${calls.toLocaleString("en-US")} failed`;
  const without =
    notCounted.length === 0
      ? ""
      : ". Counted before the filters on duration, cost, tokens and trace, which only the rows know";
  return `${per}${share}${without}.`;
}
