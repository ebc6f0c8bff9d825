import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { centsOf, usdString } from "#lib/core/money";
import { mergeBuckets, percentiles } from "#lib/core/stats";
import { addDays, DAY_MS, type Interval } from "#lib/core/time";
import { Prisma } from "#prisma/client";
import {
  ceilHour,
  costPartOf,
  fallsOnUtcDays,
  floorHour,
  rollupRanges,
  seriesStarts,
  sharesOf,
} from "./domain.ts";
import type { CostByModel, CostPoint, CostQuery, CostReport } from "./schema.ts";

/** Longest series that is answered. Two years of days, or two months of hours. */
const MAX_POINTS = 1500;

const count = z.coerce.number().int();
const nano = z.coerce.bigint();

const callRows = z.array(
  z.object({
    operation: z.string(),
    attempt: z.number(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    calls: count,
    billable: count,
    unpriced: count,
    cost: nano,
  }),
);
const interactionRows = z.array(
  z.object({ bin: z.number(), interactions: count, priced: count, cost: nano }),
);
const bucketRows = z.array(z.object({ bin: z.number(), bucket: z.number(), count }));
type BucketRow = z.infer<typeof bucketRows>[number];

const instantSql = (at: Date) => Prisma.sql`${at.toISOString()}::timestamptz`;
const inside = (interval: Interval) =>
  Prisma.sql`r.start >= ${instantSql(interval.from)} AND r.start < ${instantSql(interval.to)}`;

/** Rows of a rollup that make up the range: whole days as days where that is allowed, the rest as hours. */
function rollupsIn(range: Interval, daysAllowed: boolean): Prisma.Sql {
  if (!daysAllowed) return Prisma.sql`(r.grain = 'h' AND ${inside(range)})`;
  const { hoursBefore, days, hoursAfter } = rollupRanges(range);
  return Prisma.sql`((r.grain = 'h' AND ${inside(hoursBefore)}) OR (r.grain = 'd' AND ${inside(days)})
    OR (r.grain = 'h' AND ${inside(hoursAfter)}))`;
}

function rangeOf(query: CostQuery, now: Date): Interval {
  const to = query.to ?? now;
  const from = query.from ?? addDays(to, -30);
  if (from >= to)
    throw new AppError("invalid", "from must lie before to.", {
      fields: [{ path: "from", message: "must lie before to" }],
    });
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (days * (query.grain === "hour" ? 24 : 1) > MAX_POINTS) {
    throw new AppError("invalid", `The range has more than ${MAX_POINTS} ${query.grain}s.`, {
      fields: [{ path: "from", message: "is too long ago" }],
    });
  }
  return { from: floorHour(from), to: ceilHour(to) };
}

/** A bin's number is the index of its beginning. Seconds, because text would be read as times again for every row. */
const binOf = (starts: readonly Date[]) =>
  Prisma.sql`width_bucket(extract(epoch FROM r.start)::float8, ${starts.map((start) => start.getTime() / 1000)}::float8[]) - 1`;

async function readCalls(featureId: number, environment: string, range: Interval) {
  const rows = await db().$queryRaw`
    SELECT CASE d.operation WHEN 'execute_tool' THEN 'execute_tool' ELSE '' END AS operation, r.attempt::int AS attempt,
      CASE WHEN d.operation <> 'execute_tool' THEN d.provider END AS provider,
      CASE WHEN d.operation <> 'execute_tool' THEN coalesce(d.response_model, d.request_model) END AS model,
      sum(r.calls)::text AS calls, sum(r.billable_calls)::text AS billable, sum(r.unpriced_calls)::text AS unpriced,
      sum(r.cost_nano)::text AS cost
    FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.feature_id = ${featureId} AND d.environment = ${environment} AND ${rollupsIn(range, true)}
    GROUP BY 1, 2, 3, 4`;
  return callRows.parse(rows);
}

async function readInteractions(
  featureId: number,
  environment: string,
  range: Interval,
  starts: readonly Date[],
) {
  const rows = await db().$queryRaw`
    SELECT ${binOf(starts)} AS bin, sum(r.interactions)::text AS interactions,
      sum(r.priced_interactions)::text AS priced, sum(r.priced_cost_nano)::text AS cost
    FROM interaction_rollup r
    WHERE r.feature_id = ${featureId} AND r.environment = ${environment} AND ${rollupsIn(range, fallsOnUtcDays(starts))}
    GROUP BY 1`;
  return interactionRows.parse(rows);
}

async function readBuckets(featureId: number, environment: string, range: Interval, starts: readonly Date[]) {
  const rows = await db().$queryRaw`
    SELECT ${binOf(starts)} AS bin, r.bucket::int AS bucket, sum(r.interactions)::text AS count
    FROM interaction_cost_bucket r
    WHERE r.feature_id = ${featureId} AND r.environment = ${environment} AND ${rollupsIn(range, fallsOnUtcDays(starts))}
    GROUP BY 1, 2`;
  return bucketRows.parse(rows);
}

type CallRow = z.infer<typeof callRows>[number];

function byModelOf(calls: readonly CallRow[]): CostByModel[] {
  const rows = new Map<string, Omit<CostByModel, "usd"> & { cost: bigint }>();
  for (const { operation, provider, model, calls: number, unpriced, cost } of calls) {
    const kind = operation === "execute_tool" ? "tool" : "model";
    const key = JSON.stringify([kind, provider, model]);
    const row = rows.get(key) ?? { kind, provider, model, calls: 0, unpricedCalls: 0, cost: 0n };
    row.calls += number;
    row.unpricedCalls += unpriced;
    row.cost += cost;
    rows.set(key, row);
  }
  return [...rows.values()]
    .sort((a, b) => (a.cost === b.cost ? b.calls - a.calls : a.cost < b.cost ? 1 : -1))
    .map(({ cost, ...row }) => ({ ...row, usd: usdString(cost) }));
}

const centsOrNull = (nanoValue: number | null | undefined) => (nanoValue == null ? null : centsOf(nanoValue));

type Priced = { interactions: number; priced: number; cost: bigint };

/** Nothing but zeros beside what has no price: interactions that failed before they cost anything speak for none of the others. */
const saysNothing = ({ interactions, priced, cost }: Priced) =>
  priced === 0 || (cost === 0n && priced < interactions);
const meanCents = (of: Priced) => (saysNothing(of) ? null : centsOf(of.cost) / of.priced);

function seriesOf(
  starts: readonly Date[],
  rows: z.infer<typeof interactionRows>,
  buckets: readonly BucketRow[],
): CostPoint[] {
  const byBin = new Map(rows.map((row) => [row.bin, row]));
  const bucketsByBin = Map.groupBy(buckets, (bucket) => bucket.bin);
  return starts.map((start, bin) => {
    const row = byBin.get(bin);
    const known = row !== undefined && !saysNothing(row);
    const [p50, p95] = known ? percentiles(bucketsByBin.get(bin) ?? [], [0.5, 0.95]) : [];
    return {
      start: start.toISOString(),
      interactions: row?.interactions ?? 0,
      mean: row ? meanCents(row) : null,
      p50: centsOrNull(p50),
      p95: centsOrNull(p95),
    };
  });
}

/**
 * What a feature's interactions cost over a range, from rollups alone; costReport has shapes and units. The range is
 * widened to full UTC hours; an hour belongs to the zone's day in which it begins. Calls count when they started,
 * interactions when their first span did. Throws `invalid` for a range that is empty or too long.
 */
export async function readCost(featureId: number, query: CostQuery, now: Date): Promise<CostReport> {
  const range = rangeOf(query, now);
  const starts = seriesStarts(range, query.grain, query.tz);
  const { environment } = query;
  const [calls, interactions, buckets] = await Promise.all([
    readCalls(featureId, environment, range),
    readInteractions(featureId, environment, range, starts),
    readBuckets(featureId, environment, range, starts),
  ]);
  const sum = <T>(rows: readonly T[], of: (row: T) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  const parts = { first: 0n, retry: 0n, fallback: 0n, tool: 0n };
  for (const { operation, attempt, cost } of calls) parts[costPartOf(operation, attempt)] += cost;
  const all: Priced = {
    interactions: sum(interactions, (row) => row.interactions),
    priced: sum(interactions, (row) => row.priced),
    cost: interactions.reduce((total, row) => total + row.cost, 0n),
  };
  const billableCalls = sum(calls, (row) => row.billable);
  const unpricedCalls = sum(calls, (row) => row.unpriced);
  const known = saysNothing(all) ? [] : percentiles(mergeBuckets(buckets), [0.5, 0.95, 0.99]);
  const [p50, p95, p99] = known.map(centsOrNull);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    environment,
    interactions: all.interactions,
    unpricedInteractions: all.interactions - all.priced,
    calls: sum(calls, (row) => row.calls),
    billableCalls,
    unpricedCalls,
    coverage: billableCalls === 0 ? null : (billableCalls - unpricedCalls) / billableCalls,
    totalUsd: usdString(calls.reduce((total, row) => total + row.cost, 0n)),
    centsPerInteraction: {
      mean: meanCents(all),
      p50: p50 ?? null,
      p95: p95 ?? null,
      p99: p99 ?? null,
    },
    shares: sharesOf(parts),
    byModel: byModelOf(calls),
    series: seriesOf(starts, interactions, buckets),
  };
}
