import { formatClock, zoneName } from "#lib/core/format";
import { HOUR_MS } from "#lib/core/time";

/** A stretch, mostly a day, whose instants are told by the clock of a zone; times in milliseconds. */
export type DayClock = { interval: { from: number; to: number }; zone: string };

/** The same of an answer, whose times are RFC 3339. */
export const dayClock = (interval: { from: string; to: string }, zone: string): DayClock => ({
  interval: { from: Date.parse(interval.from), to: Date.parse(interval.to) },
  zone,
});

/** "14:00"; with the zone's name on a day on which clocks change, because an hour may come twice. "24:00" ends the day. */
export function clockIn(at: number | string, { interval, zone }: DayClock): string {
  const instant = new Date(at).getTime();
  const clock = formatClock(instant, zone);
  if (instant === interval.to && clock === "00:00") return "24:00";
  const names = [interval.from, interval.to - 1].map((one) => zoneName(new Date(one), zone));
  return names[0] === names[1] ? clock : `${clock} ${zoneName(new Date(instant), zone)}`;
}

/**
 * The stretch whose calls are counted for a day, where it is not the day itself: counts are kept by UTC hours, and a day of
 * a zone with half an hour begins within one. An hour belongs to the day in which it begins.
 */
export function countedStretch({ interval: { from, to } }: DayClock): { from: number; to: number } | null {
  const [first, last] = [from, to].map((at) => Math.ceil(at / HOUR_MS) * HOUR_MS);
  if (first === undefined || last === undefined || (first === from && last === to)) return null;
  return { from: first, to: last };
}
