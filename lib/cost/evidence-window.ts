import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { inPiece, pieceSql } from "#lib/core/piece-sql";
import { piecesOf } from "#lib/core/pieces";
import { addDays, DAY_MS, HOUR_MS, type Interval } from "#lib/core/time";
import { type CostPolicy, floorHour } from "./domain.ts";

const count = z.coerce.number();
const instant = z.date().nullable();

const newest = { last_call: instant, last_billable: instant, last_repeat: instant };
type Newest = { last_call: Date | null; last_billable: Date | null; last_repeat: Date | null };

const hoursRow = z.object({ calls: count, without_unit: count, ...newest });

type Place = { tx: Transaction; featureId: number; environment: string };

/** Calls that began in hours of the interval, and the newest hours that had some, billable ones, and repeats. */
async function readHours({ tx, featureId, environment }: Place, { from, to }: Interval) {
  const rows = await tx.$queryRaw`
    SELECT coalesce(sum(r.calls), 0) AS calls, coalesce(sum(r.without_unit), 0) AS without_unit,
           max(r.start) FILTER (WHERE r.calls > 0) AS last_call,
           max(r.start) FILTER (WHERE r.billable_calls > 0) AS last_billable,
           max(r.start) FILTER (WHERE r.billable_calls > 0 AND r.attempt > 1) AS last_repeat
      FROM call_rollup r
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
     WHERE r.feature_id = ${featureId} AND r.grain = 'h' AND r.start >= ${from.toISOString()}::timestamptz
       AND r.start < ${to.toISOString()}::timestamptz AND d.environment = ${environment}`;
  return z.tuple([hoursRow]).parse(rows)[0];
}

/** Starts of the newest UTC days since `from`, or ever for null, that had calls, billable ones, and repeats. */
async function readDays({ tx, featureId, environment }: Place, from: Date | null, now: Date) {
  const since = from?.toISOString() ?? "-infinity";
  const rows = await tx.$queryRaw`
    SELECT max(r.start) FILTER (WHERE r.calls > 0) AS last_call,
           max(r.start) FILTER (WHERE r.billable_calls > 0) AS last_billable,
           max(r.start) FILTER (WHERE r.billable_calls > 0 AND r.attempt > 1) AS last_repeat
      FROM call_rollup r
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
     WHERE r.feature_id = ${featureId} AND r.grain = 'd' AND r.start <= ${now.toISOString()}::timestamptz
       AND r.start >= ${since}::timestamptz AND d.environment = ${environment}`;
  return z.tuple([z.object(newest)]).parse(rows)[0];
}

const sumsRow = z.object({
  billable: count,
  unpriced: count,
  retries: count,
  fallbacks: count,
  repeats_ok: count,
  repeats_unpriced: count,
  failed: count,
  zero_priced: count,
  tools: count,
  tools_unpriced: count,
  tools_zero_priced: count,
});

async function readSums({ tx, featureId, environment }: Place, window: Interval) {
  const rows = await tx.$queryRaw`
    WITH ${pieceSql(piecesOf([window.from, window.to]))},
    part AS (
      SELECT r.attempt, r.status, d.operation = 'execute_tool' AS tool, sum(p.sign * r.billable_calls) AS billable,
             sum(p.sign * r.unpriced_calls) AS unpriced,
             -- What somebody stated to cost nothing: an own price of zero, or a discount of all of it.
             CASE WHEN r.status = 1 AND sum(p.sign * r.cost_nano) = 0 AND (d.price_ref LIKE 'own:%' OR d.price_ref LIKE '% -100\\%')
               THEN sum(p.sign * (r.billable_calls - r.unpriced_calls)) ELSE 0 END AS zero_priced
        FROM piece p CROSS JOIN LATERAL (SELECT * FROM call_rollup r WHERE ${inPiece(featureId)}) AS r
        JOIN dimension d ON d.feature_id = ${featureId} AND d.id = r.dimension_id
       WHERE d.environment = ${environment}
       GROUP BY d.id, d.operation, d.price_ref, r.attempt, r.status
    )
    SELECT coalesce(sum(billable), 0) AS billable, coalesce(sum(unpriced), 0) AS unpriced,
           coalesce(sum(billable) FILTER (WHERE attempt = 2), 0) AS retries,
           coalesce(sum(billable) FILTER (WHERE attempt = 3), 0) AS fallbacks,
           coalesce(sum(billable) FILTER (WHERE attempt > 1 AND status = 1), 0) AS repeats_ok,
           coalesce(sum(unpriced) FILTER (WHERE attempt > 1 AND status = 1), 0) AS repeats_unpriced,
           coalesce(sum(billable) FILTER (WHERE status = 2), 0) AS failed,
           coalesce(sum(zero_priced), 0) AS zero_priced,
           coalesce(sum(billable) FILTER (WHERE tool), 0) AS tools,
           coalesce(sum(unpriced) FILTER (WHERE tool), 0) AS tools_unpriced,
           coalesce(sum(zero_priced) FILTER (WHERE tool), 0) AS tools_zero_priced
      FROM part`;
  return z.tuple([sumsRow]).parse(rows)[0];
}

const keys = ["last_call", "last_billable", "last_repeat"] as const;

/** The newest hours of the window; where the last day has none, the day is found first and then its hour. */
async function newestHours(place: Place, window: Interval, recent: Newest, now: Date): Promise<Newest> {
  const found = {
    last_call: recent.last_call,
    last_billable: recent.last_billable,
    last_repeat: recent.last_repeat,
  };
  if (keys.every((key) => found[key] !== null)) return found;
  const firstDay = new Date(Math.floor(window.from.getTime() / DAY_MS) * DAY_MS);
  const days = await readDays(place, firstDay, now);
  for (const key of keys) {
    const day = days[key];
    if (found[key] !== null || day === null) continue;
    const from = new Date(Math.max(day.getTime(), window.from.getTime()));
    const to = new Date(Math.min(addDays(day, 1).getTime(), window.to.getTime()));
    found[key] = (await readHours(place, { from, to }))[key];
  }
  return found;
}

/**
 * Calls of the policy's window up to `now`, hour by hour where it matters and by days where not. The newest are starts of
 * hours, of days for what lies before the window, null for never.
 */
export async function readWindow(place: Place, policy: CostPolicy, now: Date) {
  const to = new Date(floorHour(now).getTime() + HOUR_MS);
  const after = (at: Date) => new Date(floorHour(at).getTime() + HOUR_MS);
  const window = { from: after(addDays(now, -policy.windowDays)), to };
  const recent = await readHours(place, { from: after(addDays(now, -policy.currentHours / 24)), to });
  const hours = await newestHours(place, window, recent, now);
  const complete = keys.every((key) => hours[key] !== null);
  const earlier = complete ? null : await readDays(place, null, now);
  const newestHour =
    hours.last_call === null
      ? { calls: 0, without_unit: 0 }
      : await readHours(place, { from: hours.last_call, to: new Date(hours.last_call.getTime() + HOUR_MS) });
  return {
    ...(await readSums(place, window)),
    calls: recent.calls,
    withoutUnit: recent.without_unit,
    newestHour: { calls: newestHour.calls, withoutUnit: newestHour.without_unit },
    lastCall: hours.last_call ?? earlier?.last_call ?? null,
    lastBillable: hours.last_billable ?? earlier?.last_billable ?? null,
    lastRepeat: hours.last_repeat ?? earlier?.last_repeat ?? null,
  };
}
