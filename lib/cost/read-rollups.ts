import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import type { BucketCount } from "#lib/core/stats";
import { Prisma } from "#prisma/client";
import type { Piece } from "./pieces.ts";

const nano = z.coerce.bigint();

/** The pieces as the relation `piece`, for a WITH. */
export function pieceSql(pieces: readonly Piece[]): Prisma.Sql {
  return Prisma.sql`piece AS MATERIALIZED (
    SELECT p.grain::"char" AS grain, p.from_at::timestamptz AS from_at, p.to_at::timestamptz AS to_at, p.bin, p.sign
    FROM unnest(${pieces.map((piece) => piece.grain)}::text[], ${pieces.map((piece) => piece.from.toISOString())}::text[],
      ${pieces.map((piece) => piece.to.toISOString())}::text[], ${pieces.map((piece) => piece.bin)}::int[],
      ${pieces.map((piece) => piece.sign)}::int[]) AS p (grain, from_at, to_at, bin, sign))`;
}

/** Rollup rows `r` of a piece `p`, read by a range of the key: OFFSET 0 keeps Postgres from joining them any other way. */
export const inPiece = (featureId: number) =>
  Prisma.sql`r.feature_id = ${featureId} AND r.grain = p.grain AND r.start >= p.from_at AND r.start < p.to_at OFFSET 0`;

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

/**
 * Interactions of a feature in the pieces' bins with the histogram of what the fully priced ones cost: of one
 * environment whatever its releases (`release` is then 0), or of all environments by release for null.
 */
export async function readInteractionSums(
  featureId: number,
  environment: string | null,
  pieces: readonly Piece[],
): Promise<InteractionSums[]> {
  if (pieces.length === 0) return [];
  const places =
    environment === null
      ? Prisma.sql`SELECT DISTINCT environment FROM dimension WHERE feature_id = ${featureId}`
      : Prisma.sql`SELECT ${environment}::text AS environment`;
  const release = environment === null ? Prisma.sql`r.release` : Prisma.sql`0::bigint`;
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)}, place AS MATERIALIZED (${places}),
    found AS MATERIALIZED (
      SELECT p.bin, p.sign, r.environment, ${release} AS release, r.interactions, r.priced_interactions,
        r.priced_cost_nano, r.cost_buckets, r.cost_counts
      FROM place CROSS JOIN piece p CROSS JOIN LATERAL (
        SELECT * FROM interaction_rollup r WHERE r.environment = place.environment AND ${inPiece(featureId)}) AS r
    ),
    sums AS (
      SELECT bin, environment, release, sum(sign * interactions) AS interactions, sum(sign * priced_interactions) AS priced,
        sum(sign * priced_cost_nano) AS cost
      FROM found GROUP BY 1, 2, 3 HAVING sum(sign * interactions) <> 0
    ),
    counted AS (
      SELECT bin, environment, release, bucket, sum(sign * counted) AS counted
      FROM found CROSS JOIN LATERAL unnest(cost_buckets, cost_counts) AS u (bucket, counted)
      GROUP BY 1, 2, 3, 4 HAVING sum(sign * counted) <> 0
    ),
    histogram AS (
      SELECT bin, environment, release, array_agg(bucket::int) AS buckets, array_agg(counted::float8) AS counts
      FROM counted GROUP BY 1, 2, 3
    )
    SELECT s.bin, s.environment, s.release::text AS release, s.interactions::float8 AS interactions,
      s.priced::float8 AS priced, s.cost::text AS cost, h.buckets, h.counts
    FROM sums s LEFT JOIN histogram h USING (bin, environment, release)`;
  return z.array(interactionSums).parse(rows);
}
