import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { inPiece, pieceSql } from "#lib/core/piece-sql";
import { piecesOf } from "#lib/core/pieces";
import { type BucketCount, mergeBuckets, percentiles } from "#lib/core/stats";
import { wholeHours } from "./range.ts";
import type { LatencyQuery, LatencyReport } from "./schema.ts";

const row = z.object({
  operation: z.string(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  buckets: z.array(z.number()),
  durations: z.array(z.number()),
  firstTokens: z.array(z.number()),
});

type Counts = { durations: BucketCount[]; firstTokens: BucketCount[] };

function latencyOf({ durations, firstTokens }: Counts) {
  const total = (buckets: readonly BucketCount[]) => buckets.reduce((sum, { count }) => sum + count, 0);
  const millis = (buckets: readonly BucketCount[]) => {
    const [p50, p95, p99] = percentiles(buckets, [0.5, 0.95, 0.99]).map((us) =>
      us === null ? null : us / 1000,
    );
    return { p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
  };
  return {
    calls: total(durations),
    durationMs: millis(durations),
    streamed: total(firstTokens),
    timeToFirstTokenMs: millis(firstTokens),
  };
}

/**
 * How long a feature's calls took over a range of full UTC hours, and how long until the first token where that was
 * sent, from the histograms in the rollups: whole and by model, the one with most calls first. Percentiles are within
 * RELATIVE_ERROR. Throws `invalid` for a range that is empty or too long.
 */
export async function readLatency(featureId: number, query: LatencyQuery, now: Date): Promise<LatencyReport> {
  const range = wholeHours(query, now);
  const rows = await db().$queryRaw`
    WITH ${pieceSql(piecesOf([range.from, range.to]))},
    found AS MATERIALIZED (
      SELECT p.sign, d.operation, CASE WHEN d.operation <> 'execute_tool' THEN d.provider END AS provider,
        CASE WHEN d.operation <> 'execute_tool' THEN coalesce(d.response_model, d.request_model) END AS model,
        r.duration_buckets, r.duration_counts, r.first_token_buckets, r.first_token_counts
      FROM piece p CROSS JOIN LATERAL (SELECT * FROM call_rollup r WHERE ${inPiece(featureId)}) AS r
        JOIN dimension d ON d.feature_id = ${featureId} AND d.id = r.dimension_id
      WHERE d.environment = ${query.environment}
    ),
    pair AS (
      SELECT operation, provider, model, unnest(duration_buckets) AS bucket, sign * unnest(duration_counts) AS duration,
        0 AS first_token
      FROM found
      UNION ALL
      SELECT operation, provider, model, unnest(first_token_buckets), 0, sign * unnest(first_token_counts) FROM found
    ),
    counted AS (
      SELECT operation, provider, model, bucket, sum(duration) AS duration, sum(first_token) AS first_token
      FROM pair GROUP BY 1, 2, 3, 4
    )
    SELECT operation, provider, model, array_agg(bucket::int) AS buckets, array_agg(duration::float8) AS durations,
      array_agg(first_token::float8) AS "firstTokens"
    FROM counted GROUP BY 1, 2, 3 HAVING sum(duration) <> 0`;
  const models = z
    .array(row)
    .parse(rows)
    .map(({ buckets, durations, firstTokens, ...name }) => {
      const counts = (of: readonly number[]) =>
        buckets.flatMap((bucket, index) => (of[index] ? [{ bucket, count: of[index] }] : []));
      return { name, counts: { durations: counts(durations), firstTokens: counts(firstTokens) } };
    });
  const all = {
    durations: mergeBuckets(...models.map(({ counts }) => counts.durations)),
    firstTokens: mergeBuckets(...models.map(({ counts }) => counts.firstTokens)),
  };
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    environment: query.environment,
    ...latencyOf(all),
    byModel: models
      .map(({ name, counts }) => ({ ...name, ...latencyOf(counts) }))
      .sort((a, b) => b.calls - a.calls),
  };
}
