import { attemptCodes, PLAIN_SPAN, statusCodes, unreportedOutcome } from "#lib/telemetry/domain";

export const unreported = (lastCall: string) =>
  `CASE WHEN ${lastCall} % 2 = 1 THEN ${unreportedOutcome.failed} ELSE ${unreportedOutcome.succeeded} END`;
export const releaseOf = (alias: string) =>
  `CASE WHEN ${alias}.release_low IS NULL THEN 0 WHEN ${alias}.release_low = ${alias}.release_high THEN ${alias}.release_low ELSE -1 END`;

/** Adds up two histograms: SET (buckets, counts) of the row `r` that is there and of the excluded one. */
export const mergedHistogram = (buckets: string, counts: string) => `
    (${buckets}, ${counts}) = (
      SELECT coalesce(array_agg(b.bucket ORDER BY b.bucket), '{}'), coalesce(array_agg(b.n ORDER BY b.bucket), '{}')
      FROM (SELECT e.bucket, sum(e.n)::int AS n
        FROM (SELECT * FROM unnest(r.${buckets}, r.${counts}) UNION ALL
          SELECT * FROM unnest(excluded.${buckets}, excluded.${counts})) AS e(bucket, n)
        GROUP BY e.bucket HAVING sum(e.n) <> 0) b)`;
export const added = (columns: readonly string[]) =>
  columns.map((column) => `${column} = r.${column} + excluded.${column}`).join(", ");

export const callSums = [
  "calls",
  "billable_calls",
  "unpriced_calls",
  "without_unit",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
  "cost_nano",
  "duration_us",
] as const;
export const callKey = "feature_id, grain, start, dimension_id, attempt, status";
export const interactionSums = [
  "interactions",
  "priced_interactions",
  "priced_cost_nano",
  "cost_nano",
] as const;
export const interactionKey = "feature_id, environment, grain, start, release, outcome";

/** What one call (c), with its dimension (d), is to its interaction. */
export const partOfCall = `c.feature_id, d.environment, coalesce(c.interaction_id, c.trace_id) AS id, c.started_at,
    c.started_at + c.duration_us * interval '1 microsecond' AS ended_at, 1 AS calls, c.billable::int AS billable_calls,
    (c.billable AND c.cost_nano IS NULL)::int AS unpriced_calls, (c.status = ${statusCodes.error})::int AS error_calls,
    (c.attempt = ${attemptCodes.retry})::int AS retries, (c.attempt = ${attemptCodes.fallback})::int AS fallbacks,
    coalesce(c.input_tokens, 0) AS input_tokens, coalesce(c.output_tokens, 0) AS output_tokens,
    coalesce(c.cost_nano, 0) AS cost_nano, c.outcome,
    ((extract(epoch FROM c.started_at) * 1000000)::bigint + c.duration_us) * 2 + (c.status = ${statusCodes.error})::int AS last_call,
    d.release_number`;
/** What one span of structure (s), with its dimension (d), is to its interaction where it moves it at all. */
export const partOfSpan = `s.feature_id, d.environment, coalesce(s.interaction_id, s.trace_id) AS id, s.started_at,
    s.started_at + s.duration_us * interval '1 microsecond' AS ended_at, 0 AS calls, 0, 0, 0, 0, 0, 0, 0, 0, s.outcome,
    NULL::bigint AS last_call, NULL::bigint AS release_number`;
export const movesInteraction = `d.operation <> '${PLAIN_SPAN}' OR s.outcome IS NOT NULL`;
/** An interaction from its parts (p). */
export const sumsOfParts = `min(p.started_at) AS started_at, max(p.ended_at) AS ended_at,
    sum(p.calls)::int AS calls, sum(p.billable_calls)::int AS billable_calls,
    sum(p.unpriced_calls)::int AS unpriced_calls, sum(p.error_calls)::int AS error_calls,
    sum(p.retries)::int AS retries, sum(p.fallbacks)::int AS fallbacks, sum(p.input_tokens)::bigint AS input_tokens,
    sum(p.output_tokens)::bigint AS output_tokens, sum(p.cost_nano)::bigint AS cost_nano, max(p.outcome) AS outcome,
    max(p.last_call) AS last_call, min(p.release_number) AS release_low, max(p.release_number) AS release_high`;
