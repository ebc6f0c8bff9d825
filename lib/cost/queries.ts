import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { Prisma } from "#prisma/client";
import { ceilHour } from "./domain.ts";
import { type CostSummary, costSummary } from "./schema.ts";

/** Mean cents of the priced interactions of a row; nothing but zeros beside what has no price is no figure. */
function meanOf(table: "hours" | "days" | "by_day"): Prisma.Sql {
  const [cost, priced, interactions] = ["cost", "priced", "interactions"].map((column) =>
    Prisma.raw(`${table}.${column}`),
  );
  return Prisma.sql`CASE WHEN ${cost} > 0 OR ${priced} = ${interactions}
    THEN (${cost} / nullif(${priced}, 0) / 1e7)::float8 END`;
}

const named = z.looseObject({ featureId: z.number() });
const answer = z.tuple([z.object({ rows: z.array(named).nullable() })]);

/** Rows as one JSON document: with hundreds of features that is read in a fraction of the time that rows and their arrays take. */
async function rowsOf(query: Prisma.Sql): Promise<z.infer<typeof named>[]> {
  const [{ rows }] = answer.parse(
    await db().$queryRaw`SELECT json_agg(found) AS rows FROM (${query}) AS found`,
  );
  return rows ?? [];
}

/** What the rollups of interactions say: of the last 24 hours, and of each of 30 days. */
function ofInteractions(ids: number[], now: string, to: string): Prisma.Sql {
  return Prisma.sql`
    WITH asked AS (SELECT unnest(${ids}::int[]) AS id),
    today AS (SELECT date_trunc('day', ${now}::timestamptz, 'UTC') AS start),
    hours AS (
      SELECT r.feature_id, sum(r.interactions) AS interactions, sum(r.priced_interactions) AS priced,
        sum(r.priced_cost_nano) AS cost
      FROM interaction_rollup r
      WHERE r.feature_id = ANY (${ids}::int[]) AND r.environment = 'production' AND r.grain = 'h'
        AND r.start >= ${to}::timestamptz - interval '24 hours' AND r.start < ${to}::timestamptz
      GROUP BY r.feature_id
    ),
    by_day AS (
      SELECT r.feature_id, r.start, sum(r.interactions) AS interactions, sum(r.priced_interactions) AS priced,
        sum(r.priced_cost_nano) AS cost
      FROM interaction_rollup r, today
      WHERE r.feature_id = ANY (${ids}::int[]) AND r.environment = 'production' AND r.grain = 'd'
        AND r.start > today.start - interval '720 hours' AND r.start <= today.start
      GROUP BY r.feature_id, r.start
    ),
    days AS (
      SELECT asked.id, sum(by_day.interactions) AS interactions, sum(by_day.priced) AS priced,
        sum(by_day.cost) AS cost,
        array_agg(${meanOf("by_day")} ORDER BY day) AS sparkline
      FROM asked CROSS JOIN today
        CROSS JOIN generate_series(today.start - interval '696 hours', today.start, interval '24 hours') AS day
        LEFT JOIN by_day ON by_day.feature_id = asked.id AND by_day.start = day
      GROUP BY asked.id
    )
    SELECT asked.id AS "featureId",
      ${meanOf("hours")} AS "cents24h",
      ${meanOf("days")} AS "cents30d",
      coalesce(hours.interactions, 0)::float8 AS "interactions24h",
      days.sparkline AS "sparkline"
    FROM asked
      JOIN days ON days.id = asked.id
      LEFT JOIN hours ON hours.feature_id = asked.id`;
}

/** What the rollups of calls say of the last 24 hours; and the newest call itself. */
function ofCalls(ids: number[], to: string): Prisma.Sql {
  return Prisma.sql`
    WITH calls AS (
      SELECT r.feature_id, sum(r.billable_calls) AS billable, sum(r.unpriced_calls) AS unpriced
      FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
      WHERE r.feature_id = ANY (${ids}::int[]) AND d.environment = 'production' AND r.grain = 'h'
        AND r.start >= ${to}::timestamptz - interval '24 hours' AND r.start < ${to}::timestamptz
      GROUP BY r.feature_id
    )
    SELECT asked.id AS "featureId",
      coalesce(calls.billable, 0)::float8 AS "billableCalls24h",
      coalesce(calls.unpriced, 0)::float8 AS "unpricedCalls24h",
      to_char(newest.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastTelemetryAt"
    FROM unnest(${ids}::int[]) AS asked (id)
      LEFT JOIN calls ON calls.feature_id = asked.id
      LEFT JOIN LATERAL (
        SELECT c.started_at FROM call c WHERE c.feature_id = asked.id ORDER BY c.started_at DESC LIMIT 1
      ) AS newest ON true`;
}

/** What the UTC month of `now` has cost so far, in all environments. */
function ofMonth(ids: number[], now: string): Prisma.Sql {
  return Prisma.sql`
    WITH today AS (SELECT date_trunc('day', ${now}::timestamptz, 'UTC') AS start),
    spend AS (
      SELECT r.feature_id, sum(r.cost_nano) AS cost
      FROM today, call_rollup r
      WHERE r.feature_id = ANY (${ids}::int[]) AND r.grain = 'd'
        AND r.start >= date_trunc('month', today.start, 'UTC') AND r.start <= today.start
      GROUP BY r.feature_id
    )
    SELECT asked.id AS "featureId", coalesce(spend.cost, 0)::text AS "spendThisMonthNano"
    FROM unnest(${ids}::int[]) AS asked (id) LEFT JOIN spend ON spend.feature_id = asked.id`;
}

/**
 * Cost of many features at a glance, from rollups, in three queries side by side: what lists of features show. Production
 * only. The answer has an entry for each id that was asked for, also where there is no telemetry. `now` decides which 24
 * hours and 30 days.
 */
export async function costSummaries(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary>> {
  if (featureIds.length === 0) return new Map();
  const ids = [...featureIds];
  const [at, to] = [now.toISOString(), ceilHour(now).toISOString()];
  const queries = [ofInteractions(ids, at, to), ofCalls(ids, to), ofMonth(ids, at)];
  const answers = await Promise.all(queries.map(rowsOf));
  const rows = Map.groupBy(answers.flat(), ({ featureId }) => featureId);
  return new Map([...rows].map(([id, parts]) => [id, costSummary.parse(Object.assign({}, ...parts))]));
}
