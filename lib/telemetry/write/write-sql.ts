import {
  added,
  callKey,
  callSums,
  interactionKey,
  interactionSums,
  mergedHistogram,
  movesInteraction,
  partOfCall,
  partOfSpan,
  releaseOf,
  sumsOfParts,
  unreported,
} from "./rollup-sql.ts";
import {
  callColumns,
  contentColumns,
  dimColumns,
  names,
  numbered,
  rowKey,
  severalColumns,
  spanColumns,
  stored,
  unitColumns,
} from "./write-columns.ts";

const given = numbered();

/**
 * The one statement that writes a batch. Only rows that were really new are summed: inserts return no others, so a
 * re-sent span changes nothing. Every insert is in one order (calls, spans and content come sorted), so that no two
 * writers wait for each other in a ring.
 * An interaction's sums before are its new ones less this batch; prev_* hold what cannot be subtracted. Traces are noted
 * for settling: whether they have parts from other exports is looked up there, but for those that are seen here to grow.
 */
export const writeBatchSql = `
WITH
dim_in AS MATERIALIZED (
  SELECT d.*, release_number(d.release) AS release_number FROM ${given("d", dimColumns)}
),
unit_in AS MATERIALIZED (SELECT * FROM ${given("u", unitColumns)}),
new_call AS (
  INSERT INTO call (${names(callColumns)})
  SELECT ${stored("c", callColumns)} FROM ${given("c", callColumns)}
  ON CONFLICT (${rowKey}) DO NOTHING
  RETURNING ${rowKey}, interaction_id, dimension_id, duration_us, time_to_first_token_us, cost_nano,
    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, attempt, status, billable,
    has_unit, outcome
),
new_span AS (
  INSERT INTO span (${names(spanColumns)})
  SELECT ${stored("s", spanColumns)} FROM ${given("s", spanColumns)}
  ON CONFLICT (${rowKey}) DO NOTHING
  RETURNING ${rowKey}, interaction_id, dimension_id, duration_us, outcome
),
new_content AS (
  INSERT INTO call_content (${names(contentColumns)})
  SELECT ${names(contentColumns)} FROM (SELECT ${stored("k", contentColumns)} FROM ${given("k", contentColumns)})
    AS k(${names(contentColumns)})
  JOIN (SELECT ${rowKey} FROM new_call UNION ALL SELECT ${rowKey} FROM new_span) n USING (${rowKey})
),
new_dimension AS (
  INSERT INTO dimension (${names(dimColumns)})
  SELECT ${names(dimColumns)} FROM dim_in ORDER BY feature_id, id
  ON CONFLICT DO NOTHING
),
part AS (
  SELECT ${partOfCall} FROM new_call c JOIN dim_in d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
  UNION ALL
  SELECT ${partOfSpan} FROM new_span s JOIN dim_in d ON d.feature_id = s.feature_id AND d.id = s.dimension_id
  WHERE ${movesInteraction}
),
delta AS MATERIALIZED (
  SELECT p.feature_id, p.environment, p.id, ${sumsOfParts} FROM part p GROUP BY p.feature_id, p.environment, p.id
),
changed AS (
  INSERT INTO interaction AS i (feature_id, environment, id, unit_value, started_at, ended_at, calls, billable_calls,
    unpriced_calls, error_calls, retries, fallbacks, input_tokens, output_tokens, cost_nano, outcome, last_call,
    release_low, release_high)
  SELECT d.feature_id, d.environment, d.id, u.unit_value, d.started_at, d.ended_at, d.calls, d.billable_calls,
    d.unpriced_calls, d.error_calls, d.retries, d.fallbacks, d.input_tokens, d.output_tokens, d.cost_nano, d.outcome,
    d.last_call, d.release_low, d.release_high
  FROM delta d JOIN unit_in u ON u.feature_id = d.feature_id AND u.environment = d.environment AND u.id = d.id
  ORDER BY d.feature_id, d.environment, d.id
  ON CONFLICT (feature_id, environment, id) DO UPDATE SET
    unit_value = coalesce(i.unit_value, excluded.unit_value),
    prev_started_at = i.started_at,
    prev_outcome = CASE WHEN i.calls > 0 OR i.outcome IS NOT NULL THEN coalesce(i.outcome, ${unreported("i.last_call")}) END,
    prev_release = ${releaseOf("i")},
    started_at = least(i.started_at, excluded.started_at),
    ended_at = greatest(i.ended_at, excluded.ended_at),
    calls = i.calls + excluded.calls,
    billable_calls = i.billable_calls + excluded.billable_calls,
    unpriced_calls = i.unpriced_calls + excluded.unpriced_calls,
    error_calls = i.error_calls + excluded.error_calls,
    retries = i.retries + excluded.retries,
    fallbacks = i.fallbacks + excluded.fallbacks,
    input_tokens = i.input_tokens + excluded.input_tokens,
    output_tokens = i.output_tokens + excluded.output_tokens,
    cost_nano = i.cost_nano + excluded.cost_nano,
    outcome = greatest(i.outcome, excluded.outcome),
    last_call = greatest(i.last_call, excluded.last_call),
    release_low = least(i.release_low, excluded.release_low),
    release_high = greatest(i.release_high, excluded.release_high)
  RETURNING i.feature_id, i.environment, i.id, i.started_at, i.prev_started_at, i.prev_outcome, i.prev_release, i.calls,
    i.unpriced_calls, i.cost_nano, i.outcome, i.last_call, i.release_low, i.release_high
),
moved AS MATERIALIZED (
  SELECT c.feature_id, c.environment, c.started_at, 1 AS sign, ${releaseOf("c")} AS release,
    coalesce(c.outcome, ${unreported("c.last_call")})::smallint AS outcome, c.unpriced_calls, c.cost_nano
  FROM changed c WHERE c.calls > 0 OR c.outcome IS NOT NULL
  UNION ALL
  SELECT c.feature_id, c.environment, c.prev_started_at, -1, c.prev_release, c.prev_outcome,
    c.unpriced_calls - d.unpriced_calls, c.cost_nano - d.cost_nano
  FROM changed c JOIN delta d ON d.feature_id = c.feature_id AND d.environment = c.environment AND d.id = c.id
  WHERE c.prev_outcome IS NOT NULL
),
grains AS (SELECT * FROM (VALUES ('h'::"char", 'hour'), ('d'::"char", 'day')) AS g(grain, unit)),
interaction_part AS (
  SELECT m.feature_id, m.environment, g.grain, date_trunc(g.unit, m.started_at, 'UTC') AS start, m.release, m.outcome,
    CASE WHEN m.unpriced_calls = 0 THEN log_bucket(m.cost_nano) END AS bucket, sum(m.sign) AS n,
    sum(m.sign * m.cost_nano) AS cost_nano
  FROM moved m CROSS JOIN grains g GROUP BY 1, 2, 3, 4, 5, 6, 7
),
rolled_interactions AS (
  INSERT INTO interaction_rollup AS r (${interactionKey}, ${interactionSums.join(", ")}, cost_buckets, cost_counts)
  SELECT ${interactionKey}, sum(n), coalesce(sum(n) FILTER (WHERE bucket IS NOT NULL), 0),
    coalesce(sum(cost_nano) FILTER (WHERE bucket IS NOT NULL), 0), sum(cost_nano),
    coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL AND n <> 0), '{}'),
    coalesce(array_agg(n::int ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL AND n <> 0), '{}')
  FROM interaction_part GROUP BY ${interactionKey} ORDER BY ${interactionKey}
  ON CONFLICT (${interactionKey}) DO UPDATE SET ${added(interactionSums)},
    ${mergedHistogram("cost_buckets", "cost_counts")}
),
call_hour AS MATERIALIZED (
  SELECT c.feature_id, date_trunc('hour', c.started_at, 'UTC') AS start, c.dimension_id, c.attempt, c.status,
    log_bucket(c.duration_us) AS bucket, count(*) AS calls, count(*) FILTER (WHERE c.billable) AS billable_calls,
    count(*) FILTER (WHERE c.billable AND c.cost_nano IS NULL) AS unpriced_calls,
    count(*) FILTER (WHERE NOT c.has_unit) AS without_unit, coalesce(sum(c.input_tokens), 0) AS input_tokens,
    coalesce(sum(c.output_tokens), 0) AS output_tokens, coalesce(sum(c.cache_read_tokens), 0) AS cache_read_tokens,
    coalesce(sum(c.cache_write_tokens), 0) AS cache_write_tokens,
    coalesce(sum(c.reasoning_tokens), 0) AS reasoning_tokens, coalesce(sum(c.cost_nano), 0) AS cost_nano,
    sum(c.duration_us) AS duration_us
  FROM new_call c GROUP BY 1, 2, 3, 4, 5, 6
),
call_part AS (
  SELECT c.feature_id, g.grain, date_trunc(g.unit, c.start, 'UTC') AS start, c.dimension_id, c.attempt, c.status,
    c.bucket, ${callSums.map((column) => `sum(c.${column}) AS ${column}`).join(", ")}
  FROM call_hour c CROSS JOIN grains g GROUP BY 1, 2, 3, 4, 5, 6, 7
),
first_token_hour AS (
  SELECT c.feature_id, date_trunc('hour', c.started_at, 'UTC') AS start, c.dimension_id, c.attempt, c.status,
    log_bucket(c.time_to_first_token_us) AS bucket, count(*) AS n
  FROM new_call c WHERE c.time_to_first_token_us IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
),
first_token AS (
  SELECT ${callKey}, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(n ORDER BY bucket) AS counts
  FROM (
    SELECT c.feature_id, g.grain, date_trunc(g.unit, c.start, 'UTC') AS start, c.dimension_id, c.attempt, c.status,
      c.bucket, sum(c.n)::int AS n
    FROM first_token_hour c CROSS JOIN grains g GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) b GROUP BY ${callKey}
),
rolled_calls AS (
  INSERT INTO call_rollup AS r (${callKey}, ${callSums.join(", ")}, duration_buckets, duration_counts,
    first_token_buckets, first_token_counts)
  SELECT ${callKey}, ${callSums.map((column) => `p.${column}`).join(", ")}, p.buckets, p.counts,
    coalesce(f.buckets, '{}'), coalesce(f.counts, '{}')
  FROM (
    SELECT ${callKey}, ${callSums.map((column) => `sum(${column}) AS ${column}`).join(", ")},
      array_agg(bucket ORDER BY bucket) AS buckets, array_agg(calls::int ORDER BY bucket) AS counts
    FROM call_part GROUP BY ${callKey}
  ) p LEFT JOIN first_token f USING (${callKey})
  ORDER BY ${callKey}
  ON CONFLICT (${callKey}) DO UPDATE SET ${added(callSums)},
    ${mergedHistogram("duration_buckets", "duration_counts")},
    ${mergedHistogram("first_token_buckets", "first_token_counts")}
),
brought AS (
  SELECT b.feature_id, b.trace_id, min(b.started_at) AS first, max(b.started_at) AS last
  FROM (SELECT feature_id, trace_id, started_at FROM new_call
    UNION ALL SELECT feature_id, trace_id, started_at FROM new_span) b GROUP BY 1, 2
),
several AS (SELECT * FROM ${given("t", severalColumns)}),
unsettled AS (
  INSERT INTO unsettled (feature_id, id, at, written_by, first, last, traces, grown)
  SELECT b.feature_id, gen_random_uuid(), clock_timestamp(), pg_current_xact_id()::xid, min(b.first), max(b.last),
    coalesce(array_agg(b.trace_id) FILTER (WHERE g.id IS NULL), '{}'),
    coalesce(array_agg(b.trace_id) FILTER (WHERE g.id IS NOT NULL), '{}')
  FROM brought b LEFT JOIN (
    SELECT feature_id, id FROM changed WHERE prev_started_at IS NOT NULL
    UNION SELECT feature_id, trace_id FROM several
  ) g ON g.feature_id = b.feature_id AND g.id = b.trace_id
  GROUP BY b.feature_id
),
counts AS (
  SELECT (SELECT count(*)::int FROM new_call) AS calls, (SELECT count(*)::int FROM new_span) AS spans
)
SELECT calls, spans FROM counts
`;
