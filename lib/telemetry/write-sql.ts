import { attemptCodes, PLAIN_SPAN, statusCodes, unreportedOutcome } from "./domain.ts";

/** The columns that the statement takes as arrays, in the order of its parameters: name and Postgres type. */
export const dimColumns = [
  ["feature_id", "int"],
  ["id", "bigint"],
  ["environment", "text"],
  ["operation", "text"],
  ["name", "text"],
  ["service_name", "text"],
  ["agent", "text"],
  ["provider", "text"],
  ["request_model", "text"],
  ["response_model", "text"],
  ["release", "text"],
  ["prompt_name", "text"],
  ["prompt_version", "text"],
  ["price_ref", "text"],
  ["service_tier", "text"],
  ["error_type", "text"],
] as const;
const unitColumns = [
  ["feature_id", "int"],
  ["environment", "text"],
  ["id", "uuid"],
  ["unit_value", "text"],
] as const;
const keyColumns = [
  ["feature_id", "int"],
  ["started_us", "bigint"],
  ["trace_id", "uuid"],
  ["span_id", "bigint"],
] as const;
const placeColumns = [
  ["parent_span_id", "bigint"],
  ["interaction_id", "uuid"],
  ["dimension_id", "bigint"],
  ["duration_us", "bigint"],
] as const;
const callColumns = [
  ...keyColumns,
  ...placeColumns,
  ["time_to_first_token_us", "bigint"],
  ["cost_nano", "bigint"],
  ["input_tokens", "int"],
  ["output_tokens", "int"],
  ["cache_read_tokens", "int"],
  ["cache_write_tokens", "int"],
  ["reasoning_tokens", "int"],
  ["attempt", "smallint"],
  ["status", "smallint"],
  ["billable", "boolean"],
  ["has_unit", "boolean"],
  ["attempt_stated", "boolean"],
  ["operation_stated", "boolean"],
  ["outcome", "smallint"],
] as const;
const spanColumns = [
  ...keyColumns,
  ...placeColumns,
  ["status", "smallint"],
  ["outcome", "smallint"],
] as const;
const contentColumns = [
  ...keyColumns,
  ["attributes", "jsonb"],
  ["input", "jsonb"],
  ["output", "jsonb"],
] as const;

type Columns = readonly (readonly [name: string, type: string])[];

let parameter = 0;
/** A set of rows from one array for each column, as a FROM item of that name. */
function given(name: string, columns: Columns): string {
  const arrays = columns.map(([, type]) => {
    parameter += 1;
    return `$${parameter}::${type}[]`;
  });
  return `unnest(${arrays.join(", ")}) AS ${name}(${columns.map(([column]) => column).join(", ")})`;
}

/** Columns of rows with a key, as they are stored: the time from its microseconds. */
const stored = (alias: string, columns: Columns) =>
  columns
    .map(([column]) =>
      column === "started_us"
        ? `'epoch'::timestamptz + ${alias}.started_us * interval '1 microsecond'`
        : `${alias}.${column}`,
    )
    .join(", ");
const names = (columns: Columns) =>
  columns.map(([column]) => (column === "started_us" ? "started_at" : column)).join(", ");
const rowKey = names(keyColumns);

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

/**
 * The one statement that writes a batch. Only rows that were really new are summed: inserts return no others, so a
 * re-sent span changes nothing. Every insert is in one order (calls, spans and content come sorted), so that no two
 * writers wait for each other in a ring.
 * An interaction's sums before are its new ones less this batch; prev_* hold what cannot be subtracted.
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
  RETURNING feature_id, started_at, trace_id, interaction_id, dimension_id, duration_us, time_to_first_token_us, cost_nano,
    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, attempt, status, billable,
    has_unit, outcome
),
new_span AS (
  INSERT INTO span (${names(spanColumns)})
  SELECT ${stored("s", spanColumns)} FROM ${given("s", spanColumns)}
  ON CONFLICT (${rowKey}) DO NOTHING
  RETURNING feature_id, started_at, trace_id, interaction_id, dimension_id, duration_us, outcome
),
new_content AS (
  INSERT INTO call_content (${names(contentColumns)})
  SELECT ${stored("k", contentColumns)} FROM ${given("k", contentColumns)}
  ON CONFLICT (${rowKey}) DO NOTHING
),
new_dimension AS (
  INSERT INTO dimension (${names(dimColumns)})
  SELECT ${names(dimColumns)} FROM dim_in ORDER BY feature_id, id
  ON CONFLICT DO NOTHING
),
part AS (
  SELECT c.feature_id, d.environment, coalesce(c.interaction_id, c.trace_id) AS id, c.started_at,
    c.started_at + c.duration_us * interval '1 microsecond' AS ended_at, 1 AS calls, c.billable::int AS billable_calls,
    (c.billable AND c.cost_nano IS NULL)::int AS unpriced_calls, (c.status = ${statusCodes.error})::int AS error_calls,
    (c.attempt = ${attemptCodes.retry})::int AS retries, (c.attempt = ${attemptCodes.fallback})::int AS fallbacks,
    coalesce(c.input_tokens, 0) AS input_tokens, coalesce(c.output_tokens, 0) AS output_tokens,
    coalesce(c.cost_nano, 0) AS cost_nano, c.outcome,
    ((extract(epoch FROM c.started_at) * 1000000)::bigint + c.duration_us) * 2 + (c.status = ${statusCodes.error})::int AS last_call,
    d.release_number
  FROM new_call c JOIN dim_in d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
  UNION ALL
  SELECT s.feature_id, d.environment, coalesce(s.interaction_id, s.trace_id), s.started_at,
    s.started_at + s.duration_us * interval '1 microsecond', 0, 0, 0, 0, 0, 0, 0, 0, 0, s.outcome, NULL, NULL
  FROM new_span s JOIN dim_in d ON d.feature_id = s.feature_id AND d.id = s.dimension_id
  WHERE d.operation <> '${PLAIN_SPAN}' OR s.outcome IS NOT NULL
),
delta AS MATERIALIZED (
  SELECT p.feature_id, p.environment, p.id, min(p.started_at) AS started_at, max(p.ended_at) AS ended_at,
    sum(p.calls)::int AS calls, sum(p.billable_calls)::int AS billable_calls,
    sum(p.unpriced_calls)::int AS unpriced_calls, sum(p.error_calls)::int AS error_calls,
    sum(p.retries)::int AS retries, sum(p.fallbacks)::int AS fallbacks, sum(p.input_tokens)::bigint AS input_tokens,
    sum(p.output_tokens)::bigint AS output_tokens, sum(p.cost_nano)::bigint AS cost_nano, max(p.outcome) AS outcome,
    max(p.last_call) AS last_call, min(p.release_number) AS release_low, max(p.release_number) AS release_high
  FROM part p GROUP BY p.feature_id, p.environment, p.id
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
counts AS (
  SELECT (SELECT count(*)::int FROM new_call) AS calls, (SELECT count(*)::int FROM new_span) AS spans
)
SELECT calls, spans FROM counts
`;
