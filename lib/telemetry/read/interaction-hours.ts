import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import type { InteractionFilters } from "#lib/telemetry/filters-schema";
import { type Bounds, rollupParts } from "#lib/telemetry/period";
import { Prisma } from "#prisma/client";
import { allOf } from "./call-conditions.ts";
import { interactionRollupConditions, rollupsKnow } from "./interaction-conditions.ts";
import { apart, hoursToRead, placesOf, type Stretch, stretchesOf } from "./rollup-hours.ts";

const columns = (more: Prisma.Sql) => Prisma.sql`r.feature_id AS id, r.environment,
  extract(epoch FROM r.start)::float8 * 1000 AS start, sum(r.interactions)::float8 AS rows, ${more} AS passing`;

const within = ({ from, to }: Bounds, grain: "day" | "hour") => Prisma.sql`
  r.start > ${from?.toISOString() ?? "-infinity"}::timestamptz - (${`1 ${grain}`})::interval
  AND r.start < ${to?.toISOString() ?? "infinity"}::timestamptz`;

async function readDays(featureIds: number[], bounds: Bounds, conditions: Prisma.Sql[]): Promise<Stretch[]> {
  const rows = await db().$queryRaw`
    SELECT ${columns(Prisma.sql`sum(r.interactions)::float8`)} FROM interaction_rollup r
    WHERE r.feature_id = ANY (${featureIds}::int[]) AND r.grain = 'd' AND ${within(bounds, "day")}
      AND ${allOf(conditions)}
    GROUP BY 1, 2, r.start ORDER BY r.start DESC`;
  return stretchesOf(rows);
}

/** The hours of those days that meet the conditions. `passing` is what `passingAs` makes of an hour's rollups. */
async function readHours(
  days: readonly Stretch[],
  bounds: Bounds,
  conditions: Prisma.Sql[],
  passingAs: Prisma.Sql,
): Promise<unknown> {
  const { ids, environments, starts } = placesOf(days);
  return db().$queryRaw`
    SELECT ${columns(passingAs)}
    FROM unnest(${ids}::int[], ${environments}::text[], ${starts}::float8[]) AS day (id, environment, start)
      JOIN interaction_rollup r ON r.feature_id = day.id AND r.environment = day.environment AND r.grain = 'h'
        AND r.start >= to_timestamp(day.start) AND r.start < to_timestamp(day.start) + interval '1 day'
    WHERE ${within(bounds, "hour")}
    GROUP BY 1, 2, r.start HAVING bool_or(${allOf(conditions)}) ORDER BY r.start DESC`;
}

/** The hours in which interactions that pass the filters begin, newest first; see hoursToRead. */
export async function* interactionHours(
  featureIds: number[],
  filters: InteractionFilters,
  bounds: Bounds,
  want: number,
): AsyncGenerator<Stretch[]> {
  const conditions = interactionRollupConditions(filters);
  const days = await readDays(featureIds, bounds, conditions);
  const passing = Prisma.sql`coalesce(sum(r.interactions) FILTER (WHERE ${allOf(conditions)}), 0)::float8`;
  yield* hoursToRead(
    days,
    async (group) => stretchesOf(await readHours(group, bounds, conditions, passing)),
    rollupsKnow(filters) ? want : Number.POSITIVE_INFINITY,
  );
}

/** The greatest cost bucket of a rollup `r`: buckets stand in ascending order. */
const dearest = Prisma.sql`r.cost_buckets[cardinality(r.cost_buckets)]`;

/**
 * The cost bucket above or in which at least `want` fully priced interactions of the bounds lie, as far as rollups know
 * the filters; null when there are fewer.
 */
export async function bucketOf(
  featureIds: number[],
  filters: InteractionFilters,
  bounds: Bounds,
  want: number,
): Promise<number | null> {
  const parts = rollupParts(bounds);
  const at = (ms: number | null, open: string) => (ms === null ? open : new Date(ms).toISOString());
  const rows = await db().$queryRaw`
    SELECT b.bucket::int AS bucket, sum(b.interactions)::float8 AS interactions
    FROM unnest(${parts.map(({ grain }) => grain)}::"char"[], ${parts.map(({ from }) => at(from, "-infinity"))}::text[],
        ${parts.map(({ to }) => at(to, "infinity"))}::text[]) AS part (grain, first, past)
      JOIN interaction_rollup r ON r.feature_id = ANY (${featureIds}::int[]) AND r.grain = part.grain
        AND r.start >= part.first::timestamptz AND r.start < part.past::timestamptz
      CROSS JOIN LATERAL unnest(r.cost_buckets, r.cost_counts) AS b (bucket, interactions)
    WHERE ${allOf(interactionRollupConditions(filters))}
    GROUP BY 1 ORDER BY 1 DESC`;
  let sum = 0;
  for (const row of z.array(z.object({ bucket: z.number(), interactions: z.number() })).parse(rows)) {
    sum += row.interactions;
    if (sum >= want) return row.bucket;
  }
  return null;
}

/** Hours of one place that have an interaction in the bucket or above; their greatest bucket stands in `passing`. */
export async function dearHours(
  featureIds: number[],
  filters: InteractionFilters,
  bounds: Bounds,
  bucket: number,
): Promise<Stretch[]> {
  const conditions = [...interactionRollupConditions(filters), Prisma.sql`${dearest} >= ${bucket}`];
  const days = await readDays(featureIds, bounds, conditions);
  const passing = Prisma.sql`max(${dearest}) FILTER (WHERE ${allOf(conditions)})::float8`;
  return apart(await readHours(days, bounds, conditions, passing));
}
