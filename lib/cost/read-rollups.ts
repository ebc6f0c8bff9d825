import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { inPiece, pieceSql } from "#lib/core/piece-sql";
import type { Piece } from "#lib/core/pieces";
import type { BucketCount } from "#lib/core/stats";
import { Prisma } from "#prisma/client";

const nano = z.coerce.bigint();

const callSums = z.object({
  bin: z.number(),
  environment: z.string(),
  operation: z.string(),
  /** The tool's span name; null for what is no tool. */
  tool: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  /** The first 12 digits of the release, null where the call named none. */
  release: z.string().nullable(),
  attempt: z.number(),
  calls: z.number(),
  billable: z.number(),
  unpriced: z.number(),
  inputTokens: z.number(),
  cachedTokens: z.number(),
  cacheWriteTokens: z.number(),
  outputTokens: z.number(),
  reasoningTokens: z.number(),
  cost: nano,
});
/** Calls that are alike in everything a cost can be split by. */
export type CallSums = z.infer<typeof callSums>;

/** Calls of a feature in the pieces' bins, by everything that a cost is split by; of one environment, or of all for null. */
export async function readCallSums(
  featureId: number,
  environment: string | null,
  pieces: readonly Piece[],
): Promise<CallSums[]> {
  if (pieces.length === 0) return [];
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)},
    summed AS (
      SELECT p.bin, r.dimension_id, r.attempt, sum(p.sign * r.calls) AS calls, sum(p.sign * r.billable_calls) AS billable,
        sum(p.sign * r.unpriced_calls) AS unpriced, sum(p.sign * r.input_tokens) AS input,
        sum(p.sign * r.cache_read_tokens) AS cached, sum(p.sign * r.cache_write_tokens) AS cache_write,
        sum(p.sign * r.output_tokens) AS output, sum(p.sign * r.reasoning_tokens) AS reasoning,
        sum(p.sign * r.cost_nano) AS cost
      FROM piece p CROSS JOIN LATERAL (SELECT * FROM call_rollup r WHERE ${inPiece(featureId)}) AS r
      GROUP BY 1, 2, 3
    )
    SELECT s.bin, d.environment, d.operation, CASE d.operation WHEN 'execute_tool' THEN d.name END AS tool,
      CASE WHEN d.operation <> 'execute_tool' THEN d.provider END AS provider,
      CASE WHEN d.operation <> 'execute_tool' THEN coalesce(d.response_model, d.request_model) END AS model,
      left(lower(d.release), 12) AS release, s.attempt::int AS attempt, sum(s.calls)::float8 AS calls,
      sum(s.billable)::float8 AS billable, sum(s.unpriced)::float8 AS unpriced, sum(s.input)::float8 AS "inputTokens",
      sum(s.cached)::float8 AS "cachedTokens", sum(s.cache_write)::float8 AS "cacheWriteTokens",
      sum(s.output)::float8 AS "outputTokens", sum(s.reasoning)::float8 AS "reasoningTokens", sum(s.cost)::text AS cost
    FROM summed s JOIN dimension d ON d.feature_id = ${featureId} AND d.id = s.dimension_id
    WHERE ${environment === null ? Prisma.sql`true` : Prisma.sql`d.environment = ${environment}`}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(s.calls) <> 0`;
  return z.array(callSums).parse(rows);
}

const interactionSums = z
  .object({
    bin: z.number(),
    environment: z.string(),
    release: z.coerce.number(),
    interactions: z.number(),
    priced: z.number(),
    cost: nano,
    buckets: z.array(z.number()).nullable(),
    counts: z.array(z.number()).nullable(),
  })
  .transform(({ buckets, counts, ...row }) => ({
    ...row,
    costs: (buckets ?? []).map((bucket, index): BucketCount => ({ bucket, count: counts?.[index] ?? 0 })),
  }));
/** Interactions of a bin. `release` is 0 for none, -1 for several in one interaction, else 12 digits as a number. */
export type InteractionSums = z.infer<typeof interactionSums>;

/** Buckets are below this by far: log_bucket of the greatest bigint is 1,092. */
const BUCKETS = 2048;

/**
 * Sums and histograms of rollup rows `found` by their `slot`. Millions of counts are grouped by one small number, the
 * slot and the bucket in one, which takes a third of the time that their names would.
 */
const summedBySlot = Prisma.sql`sums AS (
      SELECT slot, sum(sign * interactions) AS interactions, sum(sign * priced_interactions) AS priced,
        sum(sign * priced_cost_nano) AS cost
      FROM found GROUP BY slot HAVING sum(sign * interactions) <> 0
    ),
    pair AS (
      SELECT slot * ${BUCKETS} + 1 AS base, sign, unnest(cost_buckets) AS bucket, unnest(cost_counts) AS counted FROM found
    ),
    counted AS (SELECT base + bucket AS place, sum(sign * counted) AS counted FROM pair GROUP BY 1),
    histogram AS (
      SELECT place / ${BUCKETS} AS slot, array_agg(place % ${BUCKETS} - 1) AS buckets,
        array_agg(counted::int) AS counts
      FROM counted WHERE counted <> 0 GROUP BY 1
    )`;

const sumColumns = Prisma.sql`s.interactions::float8 AS interactions, s.priced::float8 AS priced, s.cost::text AS cost,
      h.buckets, h.counts`;

const foundColumns = Prisma.sql`r.interactions, r.priced_interactions, r.priced_cost_nano, r.cost_buckets, r.cost_counts`;

/**
 * Interactions of an environment in the pieces' bins, with the histogram of what the fully priced ones cost; whatever
 * their release, which is 0 here.
 */
export async function readInteractionBins(
  featureId: number,
  environment: string,
  pieces: readonly Piece[],
): Promise<InteractionSums[]> {
  if (pieces.length === 0) return [];
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)},
    found AS MATERIALIZED (
      SELECT p.bin AS slot, p.sign, ${foundColumns}
      FROM piece p CROSS JOIN LATERAL (
        SELECT * FROM interaction_rollup r WHERE r.environment = ${environment} AND ${inPiece(featureId)}) AS r
    ), ${summedBySlot}
    SELECT s.slot AS bin, ${environment}::text AS environment, 0 AS release, ${sumColumns}
    FROM sums s LEFT JOIN histogram h USING (slot)`;
  return z.array(interactionSums).parse(rows);
}

/** Interactions of all environments in the pieces, by environment and release; `bin` is 0. */
export async function readInteractionParts(
  featureId: number,
  pieces: readonly Piece[],
): Promise<InteractionSums[]> {
  if (pieces.length === 0) return [];
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)},
    place AS MATERIALIZED (SELECT DISTINCT environment FROM dimension WHERE feature_id = ${featureId}),
    named AS MATERIALIZED (
      SELECT p.sign, r.environment, r.release, ${foundColumns}
      FROM place CROSS JOIN piece p CROSS JOIN LATERAL (
        SELECT * FROM interaction_rollup r WHERE r.environment = place.environment AND ${inPiece(featureId)}) AS r
    ),
    part AS MATERIALIZED (
      SELECT environment, release, row_number() OVER ()::int AS slot FROM named GROUP BY environment, release
    ),
    found AS MATERIALIZED (SELECT part.slot, named.* FROM named JOIN part USING (environment, release)),
    ${summedBySlot}
    SELECT 0 AS bin, part.environment, part.release::text AS release, ${sumColumns}
    FROM sums s JOIN part USING (slot) LEFT JOIN histogram h USING (slot)`;
  return z.array(interactionSums).parse(rows);
}
