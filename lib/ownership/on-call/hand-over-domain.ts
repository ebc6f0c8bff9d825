import { Temporal } from "temporal-polyfill";

/** A turn changes hands every so many days or weeks, at a time on the wall of a zone. */
export type Rhythm = {
  /** A name of the IANA time zone database. */
  zone: string;
  /** "09:00", 24 hours. */
  handOver: string;
  period: "daily" | "weekly";
  /** Days or weeks of a turn. */
  every: number;
  /** YYYY-MM-DD in the zone: the day on which turn 0 begins. */
  anchor: string;
};

export function turnDays(rhythm: Pick<Rhythm, "period" | "every">): number {
  return rhythm.every * (rhythm.period === "weekly" ? 7 : 1);
}

const MAX_KNOWN = 20_000;
const known = new Map<string, number>();

/**
 * The instant (milliseconds since 1970) at which a wall clock shows a time on a day. A time that the clocks skip is read
 * with the offset from before, so it comes as much later as they skip; of a time that they show twice it is the first.
 * RFC 5545 (3.3.5) reads times so too, so calendars agree.
 */
export function wallInstant(day: string, time: string, zone: string): number {
  const key = `${day} ${time} ${zone}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const at = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, {
    disambiguation: "compatible",
  }).epochMilliseconds;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, at);
  return at;
}

/** The day on which turn number `turn` begins. */
export function turnDay(rhythm: Rhythm, turn: number): string {
  return Temporal.PlainDate.from(rhythm.anchor)
    .add({ days: turn * turnDays(rhythm) })
    .toString();
}

/** When turn number `turn` begins, in milliseconds since 1970. */
export function turnStart(rhythm: Rhythm, turn: number): number {
  return wallInstant(turnDay(rhythm, turn), rhythm.handOver, rhythm.zone);
}

/** The number of the turn that an instant (milliseconds since 1970) belongs to; negative before the anchor. */
export function turnAt(rhythm: Rhythm, at: number): number {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(rhythm.zone).toPlainDate();
  const days = Temporal.PlainDate.from(rhythm.anchor).until(day, { largestUnit: "days" }).days;
  let turn = Math.floor(days / turnDays(rhythm));
  while (turnStart(rhythm, turn) > at) turn -= 1;
  while (turnStart(rhythm, turn + 1) <= at) turn += 1;
  return turn;
}

/** 1 Monday to 7 Sunday of a day (YYYY-MM-DD). */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/**
 * The day of the last hand-over at or before an instant, of a rotation that has none yet: the latest day whose hand-over
 * time has come and, for a weekly one, that is the weekday (1 Monday to 7 Sunday).
 */
export function lastHandOverDay(
  rhythm: Omit<Rhythm, "anchor" | "every">,
  weekday: number | null,
  at: number,
): string {
  const { zone, handOver, period } = rhythm;
  let day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const fits = () =>
    wallInstant(day.toString(), handOver, zone) <= at &&
    (period === "daily" || weekday === null || day.dayOfWeek === weekday);
  while (!fits()) day = day.subtract({ days: 1 });
  return day.toString();
}

/** "2026-03-16T09:00": what a wall clock of the zone shows at an instant (milliseconds since 1970), to the minute. */
export function wallTime(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

/** The instant of "2026-03-16T09:00" in a zone; null for what is no such text, as a field that is half filled in. */
export function instantOfWall(text: string, zone: string): number | null {
  const [day, time] = text.split("T");
  if (!day || !time || !/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d(:\d\d)?$/.test(time)) return null;
  return wallInstant(day, time.slice(0, 5), zone);
}
