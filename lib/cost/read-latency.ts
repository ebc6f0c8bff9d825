import "server-only";
import { z } from "zod";
import { Counts, storedOf } from "#lib/core/counts";
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
  sign: z.number(),
  durationBuckets: z.string(),
  durationCounts: z.string(),
  firstTokenBuckets: z.string(),
  firstTokenCounts: z.string(),
});

const nameOf = ({ operation, provider, model }: z.infer<typeof row>) => ({ operation, provider, model });

type Histograms = { durations: BucketCount[]; firstTokens: BucketCount[] };

function latencyOf({ durations, firstTokens }: Histograms) {
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
    found AS (
      SELECT p.sign, d.operation, CASE WHEN d.operation <> 'execute_tool' THEN d.provider END AS provider,
        CASE WHEN d.operation <> 'execute_tool' THEN coalesce(d.response_model, d.request_model) END AS model,
        r.duration_buckets, r.duration_counts, r.first_token_buckets, r.first_token_counts
      FROM piece p CROSS JOIN LATERAL (SELECT * FROM call_rollup r WHERE ${inPiece(featureId)}) AS r
        JOIN dimension d ON d.feature_id = ${featureId} AND d.id = r.dimension_id
      WHERE d.environment = ${query.environment}
    )
    SELECT sign, operation, provider, model, string_agg(duration_buckets::text, '') AS "durationBuckets",
      string_agg(duration_counts::text, '') AS "durationCounts", string_agg(first_token_buckets::text, '') AS "firstTokenBuckets",
      string_agg(first_token_counts::text, '') AS "firstTokenCounts"
    FROM found GROUP BY 1, 2, 3, 4`;
  const groups = Map.groupBy(z.array(row).parse(rows), ({ operation, provider, model }) =>
    JSON.stringify([operation, provider, model]),
  );
  const models = [...groups.values()].flatMap((own) => {
    const [durations, firstTokens] = [new Counts(), new Counts()];
    for (const one of own) {
      durations.add(one.sign, storedOf(one.durationBuckets, one.durationCounts));
      firstTokens.add(one.sign, storedOf(one.firstTokenBuckets, one.firstTokenCounts));
    }
    const counts = { durations: durations.list(), firstTokens: firstTokens.list() };
    return own[0] && counts.durations.length > 0 ? [{ name: nameOf(own[0]), counts }] : [];
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
