import { Temporal } from "temporal-polyfill";

/** "2026-03-14T00:00:00+01:00" of an instant in a zone: with its offset, as it is written down for machines. */
export function offsetText(instant: string, zone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "second" });
}
