import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { statusCodes } from "#lib/telemetry/domain";

const count = z.coerce.number();

const hourRow = z.object({
  start: z.date().transform((at) => at.getTime()),
  interactions: count,
  failed: count,
  priced: count,
  costNano: z.coerce.bigint(),
  calls: count,
  errors: count,
});

/** One UTC hour in which something began: interactions when their first span did, calls when they started. */
export type TrafficHour = z.infer<typeof hourRow>;

/** Hours of a feature in one environment from `from` until `to`, from rollups; those without traffic are left out. */
export async function listTrafficHours(
  featureId: number,
  environment: string,
  from: Date,
  to: Date,
): Promise<TrafficHour[]> {
  const [first, last] = [from.toISOString(), to.toISOString()];
  // Outcomes 5 and 6: reported as failed, and silent after a failed last call.
  const rows = await db().$queryRaw`
    WITH i AS (
      SELECT start, sum(interactions) AS interactions, sum(priced_interactions) AS priced,
        coalesce(sum(interactions) FILTER (WHERE outcome IN (5, 6)), 0) AS failed, sum(priced_cost_nano) AS cost
      FROM interaction_rollup
      WHERE feature_id = ${featureId} AND environment = ${environment} AND grain = 'h'
        AND start >= ${first}::timestamptz AND start < ${last}::timestamptz
      GROUP BY start HAVING sum(interactions) > 0
    ), c AS (
      SELECT r.start, sum(r.calls) AS calls,
        coalesce(sum(r.calls) FILTER (WHERE r.status = ${statusCodes.error}), 0) AS errors
      FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
      WHERE r.feature_id = ${featureId} AND d.environment = ${environment} AND r.grain = 'h'
        AND r.start >= ${first}::timestamptz AND r.start < ${last}::timestamptz
      GROUP BY r.start HAVING sum(r.calls) > 0
    )
    SELECT start, coalesce(interactions, 0)::float8 AS interactions, coalesce(failed, 0)::float8 AS failed,
      coalesce(priced, 0)::float8 AS priced, coalesce(cost, 0)::text AS "costNano",
      coalesce(calls, 0)::float8 AS calls, coalesce(errors, 0)::float8 AS errors
    FROM i FULL JOIN c USING (start) ORDER BY start`;
  return z.array(hourRow).parse(rows);
}
