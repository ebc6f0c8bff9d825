import { AppError } from "#lib/core/errors";
import { addDays, DAY_MS, type Interval } from "#lib/core/time";
import { ceilHour, floorHour } from "./domain.ts";

/** Longest range that is answered. */
const MAX_DAYS = 1500;
/** Longest series of hours: two months. */
const MAX_HOURS = 1500;
/** How far ahead a range may end: whole years can be asked for before they are over. */
const MAX_AHEAD_DAYS = 366;
/** Ranges up to this long are answered by the hour unless told. */
const HOURLY_UP_TO_DAYS = 2;

type Asked = { from?: Date | undefined; to?: Date | undefined };

const tooLong = (message: string) =>
  new AppError("invalid", message, { fields: [{ path: "from", message: "is too long ago" }] });

/**
 * What is asked, the last 30 days unless told, widened to full hours. Throws `invalid` when it is empty, too long, or ends
 * more than a year ahead.
 */
export function wholeHours(asked: Asked, now: Date): Interval {
  const to = asked.to ?? now;
  const from = asked.from ?? addDays(to, -30);
  if (to.getTime() - now.getTime() > MAX_AHEAD_DAYS * DAY_MS)
    throw new AppError("invalid", "The range ends more than a year ahead.", {
      fields: [{ path: "to", message: "is more than a year ahead" }],
    });
  if (from >= to)
    throw new AppError("invalid", "from must lie before to.", {
      fields: [{ path: "from", message: "must lie before to" }],
    });
  if (to.getTime() - from.getTime() > MAX_DAYS * DAY_MS)
    throw tooLong(`The range has more than ${MAX_DAYS} days.`);
  return { from: floorHour(from), to: ceilHour(to) };
}

/** The grain of a series over a range: what was asked, else hours for up to two days. Throws `invalid` for too many. */
export function grainOf({ from, to }: Interval, asked: "hour" | "day" | undefined): "hour" | "day" {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  const grain = asked ?? (days <= HOURLY_UP_TO_DAYS ? "hour" : "day");
  if (grain === "hour" && days * 24 > MAX_HOURS) throw tooLong(`The range has more than ${MAX_HOURS} hours.`);
  return grain;
}
