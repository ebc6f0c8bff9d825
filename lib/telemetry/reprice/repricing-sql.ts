import {
  added,
  callKey,
  callSums,
  interactionKey,
  interactionSums,
  mergedHistogram,
  releaseOf,
  unreported,
} from "#lib/telemetry/write/rollup-sql";

const instant = (us: string) => `'epoch'::timestamptz + ${us} * interval '1 microsecond'`;
const grains = `(VALUES ('h'::"char", 'hour'), ('d'::"char", 'day')) AS g(grain, unit)`;

const columns = `(extract(epoch FROM c.started_at) * 1000000)::bigint AS started_us, c.trace_id, c.span_id, c.dimension_id,
  coalesce(c.interaction_id, c.trace_id) AS interaction_id, c.status, c.billable, c.cost_nano, c.input_tokens,
  c.output_tokens, c.cache_read_tokens, c.cache_write_tokens, c.reasoning_tokens`;

/** The next calls of a feature ($1) from $2 up to $3 (microseconds) behind a key ($4, $5, $6), at most $7. */
export const pageSql = `SELECT ${columns} FROM call c
  WHERE c.feature_id = $1 AND c.started_at >= ${instant("$2::bigint")} AND c.started_at < ${instant("$3::bigint")}
    AND (c.started_at, c.trace_id, c.span_id) > (${instant("$4::bigint")}, $5::uuid, $6::bigint)
  ORDER BY c.started_at, c.trace_id, c.span_id LIMIT $7`;

/** Calls of a feature ($1) by their keys, as they are now, locked in the order in which ingestion inserts. */
export const lockCallsSql = `SELECT ${columns} FROM call c
  JOIN unnest($2::bigint[], $3::uuid[], $4::bigint[]) AS k(started_us, trace_id, span_id)
    ON c.started_at = ${instant("k.started_us")} AND c.trace_id = k.trace_id AND c.span_id = k.span_id
  WHERE c.feature_id = $1 ORDER BY c.started_at, c.trace_id, c.span_id FOR UPDATE OF c`;

const sumOf = (column: string) => `coalesce(sum(s.sign * s.${column}), 0) AS ${column}`;
const countOf = (condition: string, name: string) =>
  `coalesce(sum(s.sign) FILTER (WHERE ${condition}), 0) AS ${name}`;

/**
 * Gives locked calls their new dimension, cost and billing, and moves what the rollups of calls counted of them: a
 * minus where they were, a plus where they are. $1 the feature, then keys, dimensions, costs and billing as arrays.
 */
export const moveCallsSql = `
WITH
given AS MATERIALIZED (
  SELECT ${instant("n.started_us")} AS started_at, n.trace_id, n.span_id, n.dimension_id, n.cost_nano, n.billable
  FROM unnest($2::bigint[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::boolean[])
    AS n(started_us, trace_id, span_id, dimension_id, cost_nano, billable)
),
before AS MATERIALIZED (
  SELECT c.*, n.dimension_id AS new_dimension_id, n.cost_nano AS new_cost_nano, n.billable AS new_billable
  FROM given n JOIN call c
    ON c.feature_id = $1 AND c.started_at = n.started_at AND c.trace_id = n.trace_id AND c.span_id = n.span_id
),
updated AS (
  UPDATE call c SET dimension_id = n.dimension_id, cost_nano = n.cost_nano, billable = n.billable
  FROM given n
  WHERE c.feature_id = $1 AND c.started_at = n.started_at AND c.trace_id = n.trace_id AND c.span_id = n.span_id
),
side AS (
  SELECT b.*, -1 AS sign, b.dimension_id AS dimension, b.cost_nano AS cost, b.billable AS bills FROM before b
  UNION ALL
  SELECT b.*, 1, b.new_dimension_id, b.new_cost_nano, b.new_billable FROM before b
),
${rollSides()}`;

/**
 * The rest of a statement that moves rollups of calls by differences. It begins with a table `side` of calls, each with
 * its sign (-1 as it was, 1 as it is), dimension, cost and bills. Settling and registering share it.
 */
export function rollSides(): string {
  return `signed AS MATERIALIZED (
  SELECT s.feature_id, g.grain, date_trunc(g.unit, s.started_at, 'UTC') AS start, s.dimension AS dimension_id, s.attempt,
    s.status, s.sign, s.cost AS cost_nano, s.bills, s.has_unit, s.input_tokens, s.output_tokens, s.cache_read_tokens,
    s.cache_write_tokens, s.reasoning_tokens, s.duration_us, log_bucket(s.duration_us) AS duration_bucket,
    log_bucket(s.time_to_first_token_us) AS first_token_bucket
  FROM side s CROSS JOIN ${grains}
),
sums AS (
  SELECT ${callKey}, sum(s.sign) AS calls, ${countOf("s.bills", "billable_calls")},
    ${countOf("s.bills AND s.cost_nano IS NULL", "unpriced_calls")}, ${countOf("NOT s.has_unit", "without_unit")},
    ${callSums.slice(4).map(sumOf).join(", ")}
  FROM signed s GROUP BY ${callKey}
),
${histogram("duration_bucket")},
${histogram("first_token_bucket")}
INSERT INTO call_rollup AS r (${callKey}, ${callSums.join(", ")}, duration_buckets, duration_counts,
  first_token_buckets, first_token_counts)
SELECT ${callKey}, ${callSums.join(", ")}, coalesce(d.buckets, '{}'), coalesce(d.counts, '{}'),
  coalesce(f.buckets, '{}'), coalesce(f.counts, '{}')
FROM sums LEFT JOIN duration_bucket d USING (${callKey}) LEFT JOIN first_token_bucket f USING (${callKey})
ORDER BY ${callKey}
ON CONFLICT (${callKey}) DO UPDATE SET ${added(callSums)},
  ${mergedHistogram("duration_buckets", "duration_counts")},
  ${mergedHistogram("first_token_buckets", "first_token_counts")}`;
}

function histogram(bucket: string): string {
  return `${bucket} AS (
  SELECT ${callKey}, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(n ORDER BY bucket) AS counts FROM (
    SELECT ${callKey}, s.${bucket} AS bucket, sum(s.sign)::int AS n FROM signed s
    WHERE s.${bucket} IS NOT NULL GROUP BY ${callKey}, s.${bucket} HAVING sum(s.sign) <> 0
  ) b GROUP BY ${callKey}
)`;
}

const interactionsGiven = `unnest($2::text[], $3::uuid[], $4::int[], $5::int[], $6::bigint[])
  AS d(environment, id, billable_calls, unpriced_calls, cost_nano)`;

/** Locks the interactions ($3) of a feature ($1) and its environments ($2) in the order in which ingestion writes them. */
export const lockInteractionsSql = `SELECT 1 FROM interaction i
  JOIN unnest($2::text[], $3::uuid[]) AS d(environment, id) ON i.environment = d.environment AND i.id = d.id
  WHERE i.feature_id = $1 ORDER BY i.environment, i.id FOR UPDATE OF i`;

/** Adds differences to locked interactions, and moves what the rollups of interactions counted of them. */
export const moveInteractionsSql = `
WITH
delta AS MATERIALIZED (SELECT * FROM ${interactionsGiven}),
before AS MATERIALIZED (
  SELECT i.feature_id, i.environment, i.started_at, ${releaseOf("i")} AS release,
    coalesce(i.outcome, ${unreported("i.last_call")})::smallint AS outcome, i.unpriced_calls, i.cost_nano,
    d.unpriced_calls AS more_unpriced, d.cost_nano AS more_cost
  FROM delta d JOIN interaction i ON i.feature_id = $1 AND i.environment = d.environment AND i.id = d.id
),
updated AS (
  UPDATE interaction i SET billable_calls = i.billable_calls + d.billable_calls,
    unpriced_calls = i.unpriced_calls + d.unpriced_calls, cost_nano = i.cost_nano + d.cost_nano
  FROM delta d WHERE i.feature_id = $1 AND i.environment = d.environment AND i.id = d.id
),
moved AS (
  SELECT b.feature_id, b.environment, b.started_at, b.release, b.outcome, -1 AS sign, b.unpriced_calls, b.cost_nano
  FROM before b
  UNION ALL
  SELECT b.feature_id, b.environment, b.started_at, b.release, b.outcome, 1, b.unpriced_calls + b.more_unpriced,
    b.cost_nano + b.more_cost
  FROM before b
),
${rollMoved()}`;

/**
 * The rest of a statement that moves rollups of interactions: it begins with a table `moved` of interactions with their
 * sign, release, outcome and cost. Settling and registering share it.
 */
export function rollMoved(): string {
  return `interaction_part AS (
  SELECT m.feature_id, m.environment, g.grain, date_trunc(g.unit, m.started_at, 'UTC') AS start, m.release, m.outcome,
    CASE WHEN m.unpriced_calls = 0 THEN log_bucket(m.cost_nano) END AS bucket, sum(m.sign) AS n,
    sum(m.sign * m.cost_nano) AS cost_nano
  FROM moved m CROSS JOIN ${grains} GROUP BY 1, 2, 3, 4, 5, 6, 7
)
INSERT INTO interaction_rollup AS r (${interactionKey}, ${interactionSums.join(", ")}, cost_buckets, cost_counts)
SELECT ${interactionKey}, sum(n), coalesce(sum(n) FILTER (WHERE bucket IS NOT NULL), 0),
  coalesce(sum(cost_nano) FILTER (WHERE bucket IS NOT NULL), 0), sum(cost_nano),
  coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL AND n <> 0), '{}'),
  coalesce(array_agg(n::int ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL AND n <> 0), '{}')
FROM interaction_part GROUP BY ${interactionKey} ORDER BY ${interactionKey}
ON CONFLICT (${interactionKey}) DO UPDATE SET ${added(interactionSums)},
  ${mergedHistogram("cost_buckets", "cost_counts")}`;
}
