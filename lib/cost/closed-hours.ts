import "server-only";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { Prisma } from "#prisma/client";
import { anyOf, callSums, daysOf, interactionSums, type Span, spend } from "./summary-sql.ts";

/**
 * Features from which on a list takes what is kept of closed hours, which may be a minute old: fewer are summed anew in
 * the same time, so that history that has just been loaded shows at once.
 */
export const LONG_LIST = 100;

/** The spans of a summary at an instant, and where the running hour begins: what lies before it can be kept. */
export type Spans = { hour: Date; hours: Span; days: Span; month: Span; today: string };

/** Days of UTC have 24 hours each. */
export function spansAt(now: Date): Spans {
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  const to = new Date(Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS);
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const tomorrow = new Date(today.getTime() + DAY_MS).toISOString();
  return {
    hour,
    hours: { from: new Date(to.getTime() - DAY_MS).toISOString(), to: to.toISOString() },
    days: { from: new Date(today.getTime() - 29 * DAY_MS).toISOString(), to: tomorrow },
    month: {
      from: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())).toISOString(),
      to: tomorrow,
    },
    today: today.toISOString(),
  };
}

/** Adds them up where any list is long enough to need it. */
export async function keepClosedHoursOfMany(now: Date): Promise<void> {
  if ((await db().feature.count()) > LONG_LIST) await keepClosedHours(now);
}

/**
 * Adds up the closed hours of every feature, for lists: a job does so each minute. What arrives late for a closed hour
 * is in it a minute later. Repeating it changes nothing.
 */
export async function keepClosedHours(now: Date): Promise<void> {
  const { hour, hours, days, month, today } = spansAt(
    new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS + 1),
  );
  const until = hour.toISOString();
  const all = anyOf(Prisma.sql`ARRAY(SELECT id FROM asked)`);
  await db().$executeRaw`
    WITH asked AS (SELECT id FROM feature UNION ALL SELECT 0),
    hours AS (${interactionSums(all, "h", { from: hours.from, to: until })}),
    calls AS (${callSums(all, { from: hours.from, to: until })}),
    by_day AS (${interactionSums(all, "d", { from: days.from, to: today })}),
    days AS (${daysOf({ from: days.from, to: today })}),
    month AS (${spend(all, { from: month.from, to: today })})
    INSERT INTO cost_closed
    SELECT asked.id, ${until}::timestamptz,
      coalesce(hours.interactions, 0), coalesce(hours.priced, 0), coalesce(hours.cost, 0),
      coalesce(calls.billable, 0), coalesce(calls.unpriced, 0),
      coalesce(days.interactions, 0), coalesce(days.priced, 0), coalesce(days.cost, 0), days.sparkline,
      coalesce(month.cost, 0)
    FROM asked
      JOIN days ON days.id = asked.id
      LEFT JOIN hours ON hours.feature_id = asked.id
      LEFT JOIN calls ON calls.feature_id = asked.id
      LEFT JOIN month ON month.feature_id = asked.id
    ON CONFLICT (feature_id) DO UPDATE SET
      until = excluded.until, interactions = excluded.interactions,
      priced_interactions = excluded.priced_interactions, priced_cost_nano = excluded.priced_cost_nano,
      billable_calls = excluded.billable_calls, unpriced_calls = excluded.unpriced_calls,
      days_interactions = excluded.days_interactions,
      days_priced_interactions = excluded.days_priced_interactions,
      days_priced_cost_nano = excluded.days_priced_cost_nano, sparkline = excluded.sparkline,
      month_cost_nano = excluded.month_cost_nano
    WHERE cost_closed.until <= excluded.until AND cost_closed.* IS DISTINCT FROM excluded.*`;
}
