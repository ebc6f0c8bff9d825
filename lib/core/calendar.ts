import { Temporal } from "temporal-polyfill";
import type { Interval } from "./time.ts";

/** A name, not an offset: Postgres reads the sign of "+02:00" the other way round, and Temporal takes whole dates. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Whether the zone's name is known to this machine's time zone data. */
export function isZone(zone: string): boolean {
  if (!ZONE_NAME.test(zone)) return false;
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** The instants of a calendar day in a zone: 24 hours, or 23 or 25 (or other) when clocks change. Throws RangeError for a day that is none. */
export function dayInterval(day: string, zone: string): Interval {
  const date = Temporal.PlainDate.from(day, { overflow: "reject" });
  const start = date.toZonedDateTime(zone);
  const end = date.add({ days: 1 }).toZonedDateTime(zone);
  return { from: new Date(start.epochMilliseconds), to: new Date(end.epochMilliseconds) };
}

/** The calendar day (YYYY-MM-DD) that an instant has in a zone. */
export function dayOf(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}
