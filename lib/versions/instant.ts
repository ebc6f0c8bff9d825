import { Temporal } from "temporal-polyfill";

/**
 * Microseconds since 1970, a whole number, exact until the year 2255; Infinity is an open end. Postgres keeps
 * microseconds and a Date does not: two reports within one millisecond must stay apart.
 */
export type Micros = number;

/** A stretch of time: `from` belongs to it, `to` does not. */
export type Span = { from: Micros; to: Micros };

/** Of an RFC 3339 text; digits beyond microseconds are cut. Throws RangeError for anything else. */
export function microsOf(text: string): Micros {
  const { epochNanoseconds } = Temporal.Instant.from(text);
  return Number((epochNanoseconds - (((epochNanoseconds % 1000n) + 1000n) % 1000n)) / 1000n);
}

/** Of a Date, which knows milliseconds only. */
export function microsOfDate(date: Date): Micros {
  return date.getTime() * 1000;
}

/** RFC 3339 in UTC with as many digits as it needs: "2026-03-14T11:00:00.000001Z". Throws RangeError for an open end. */
export function instantText(micros: Micros): string {
  return new Temporal.Instant(BigInt(micros) * 1000n).toString();
}

export const HOUR_US = 3_600_000_000;
export const DAY_US = 24 * HOUR_US;
