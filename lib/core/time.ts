/** An interval of instants: `from` belongs to it, `to` does not. */
export type Interval = { from: Date; to: Date };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** `at` moved by a number of days of 24 hours. */
export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}
