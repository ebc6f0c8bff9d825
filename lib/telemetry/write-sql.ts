import { attemptCodes, PLAIN_SPAN, statusCodes, unreportedOutcome } from "./domain.ts";

/**
 * The one statement that writes a batch. Only rows that were really new are summed: inserts return no others, so a
 * re-sent span changes nothing. Inserts are ordered by key, so that no two writers wait for each other in a ring.
 * An interaction's sums before are its new ones less this batch; prev_* hold what cannot be subtracted.
 */
export const writeBatchSql = `
WITH
dim_in AS MATERIALIZED (
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
    AS d(feature_id, id, environment, operation, name, service_name, agent, provider, request_model, response_model,
      release, prompt_name, prompt_version, price_ref)
),
unit_in AS MATERIALIZED (
  SELECT * FROM unnest($15::int[], $16::text[], $17::uuid[], $18::text[]) AS u(feature_id, environment, id, unit_value)
),
new_call AS (
  INSERT INTO call (feature_id, started_at, trace_id, span_id, parent_span_id, interaction_id, dimension_id, duration_us,
    time_to_first_token_us, cost_nano, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
    reasoning_tokens, attempt, status, billable, has_unit, outcome)
  SELECT c.feature_id, 'epoch'::timestamptz + c.started_us * interval '1 microsecond', c.trace_id, c.span_id,
    c.parent_span_id, c.interaction_id, c.dimension_id, c.duration_us, c.first_token_us, c.cost_nano, c.input_tokens,
    c.output_tokens, c.cache_read_tokens, c.cache_write_tokens, c.reasoning_tokens, c.attempt, c.status, c.billable,
    c.has_unit, c.outcome
  FROM unnest($19::int[], $20::bigint[], $21::uuid[], $22::bigint[], $23::bigint[], $24::uuid[], $25::bigint[],
    $26::bigint[], $27::bigint[], $28::bigint[], $29::int[], $30::int[], $31::int[], $32::int[], $33::int[],
    $34::smallint[], $35::smallint[], $36::boolean[], $37::boolean[], $38::smallint[])
    AS c(feature_id, started_us, trace_id, span_id, parent_span_id, interaction_id, dimension_id, duration_us,
      first_token_us, cost_nano, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens,
      attempt, status, billable, has_unit, outcome)
  ORDER BY c.feature_id, c.started_us, c.trace_id, c.span_id
  ON CONFLICT DO NOTHING
  RETURNING *
),
new_span AS (
  INSERT INTO span (feature_id, started_at, trace_id, span_id, parent_span_id, interaction_id, dimension_id, duration_us,
    status, outcome)
  SELECT s.feature_id, 'epoch'::timestamptz + s.started_us * interval '1 microsecond', s.trace_id, s.span_id,
    s.parent_span_id, s.interaction_id, s.dimension_id, s.duration_us, s.status, s.outcome
  FROM unnest($39::int[], $40::bigint[], $41::uuid[], $42::bigint[], $43::bigint[], $44::uuid[], $45::bigint[],
    $46::bigint[], $47::smallint[], $48::smallint[])
    AS s(feature_id, started_us, trace_id, span_id, parent_span_id, interaction_id, dimension_id, duration_us, status,
      outcome)
  ORDER BY s.feature_id, s.started_us, s.trace_id, s.span_id
  ON CONFLICT DO NOTHING
  RETURNING *
),
new_content AS (
  INSERT INTO call_content (feature_id, started_at, trace_id, span_id, attributes, input, output)
  SELECT k.feature_id, 'epoch'::timestamptz + k.started_us * interval '1 microsecond', k.trace_id, k.span_id,
    k.attributes, k.input, k.output
  FROM unnest($49::int[], $50::bigint[], $51::uuid[], $52::bigint[], $53::jsonb[], $54::jsonb[], $55::jsonb[])
    AS k(feature_id, started_us, trace_id, span_id, attributes, input, output)
  ORDER BY k.feature_id, k.started_us, k.trace_id, k.span_id
  ON CONFLICT DO NOTHING
),
new_dimension AS (
  INSERT INTO dimension (feature_id, id, environment, operation, name, service_name, agent, provider, request_model,
    response_model, release, prompt_name, prompt_version, price_ref)
  SELECT * FROM dim_in ORDER BY feature_id, id
  ON CONFLICT DO NOTHING
),
part AS (
  SELECT c.feature_id, d.environment, c.interaction_id AS id, c.started_at,
    c.started_at + c.duration_us * interval '1 microsecond' AS ended_at, 1 AS calls, c.billable::int AS billable_calls,
    (c.billable AND c.cost_nano IS NULL)::int AS unpriced_calls, (c.status = ${statusCodes.error})::int AS error_calls,
    (c.attempt = ${attemptCodes.retry})::int AS retries, (c.attempt = ${attemptCodes.fallback})::int AS fallbacks, coalesce(c.input_tokens, 0) AS input_tokens,
    coalesce(c.output_tokens, 0) AS output_tokens, coalesce(c.cost_nano, 0) AS cost_nano, c.outcome,
    ((extract(epoch FROM c.started_at) * 1000000)::bigint + c.duration_us) * 2 + (c.status = ${statusCodes.error})::int AS last_call
  FROM new_call c JOIN dim_in d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
  UNION ALL
  SELECT s.feature_id, d.environment, s.interaction_id, s.started_at,
    s.started_at + s.duration_us * interval '1 microsecond', 0, 0, 0, 0, 0, 0, 0, 0, 0, s.outcome, NULL
  FROM new_span s JOIN dim_in d ON d.feature_id = s.feature_id AND d.id = s.dimension_id
  WHERE d.operation <> '${PLAIN_SPAN}' OR s.outcome IS NOT NULL
),
delta AS MATERIALIZED (
  SELECT p.feature_id, p.environment, p.id, min(p.started_at) AS started_at, max(p.ended_at) AS ended_at,
    sum(p.calls)::int AS calls, sum(p.billable_calls)::int AS billable_calls,
    sum(p.unpriced_calls)::int AS unpriced_calls, sum(p.error_calls)::int AS error_calls,
    sum(p.retries)::int AS retries, sum(p.fallbacks)::int AS fallbacks, sum(p.input_tokens)::bigint AS input_tokens,
    sum(p.output_tokens)::bigint AS output_tokens, sum(p.cost_nano)::bigint AS cost_nano, max(p.outcome) AS outcome,
    max(p.last_call) AS last_call
  FROM part p GROUP BY p.feature_id, p.environment, p.id
),
changed AS (
  INSERT INTO interaction AS i (feature_id, environment, id, unit_value, started_at, ended_at, calls, billable_calls,
    unpriced_calls, error_calls, retries, fallbacks, input_tokens, output_tokens, cost_nano, outcome, last_call)
  SELECT d.feature_id, d.environment, d.id, u.unit_value, d.started_at, d.ended_at, d.calls, d.billable_calls,
    d.unpriced_calls, d.error_calls, d.retries, d.fallbacks, d.input_tokens, d.output_tokens, d.cost_nano, d.outcome,
    d.last_call
  FROM delta d JOIN unit_in u ON u.feature_id = d.feature_id AND u.environment = d.environment AND u.id = d.id
  ORDER BY d.feature_id, d.environment, d.id
  ON CONFLICT (feature_id, environment, id) DO UPDATE SET
    unit_value = coalesce(i.unit_value, excluded.unit_value),
    prev_started_at = i.started_at,
    prev_outcome = CASE WHEN i.calls > 0 OR i.outcome IS NOT NULL
      THEN coalesce(i.outcome, CASE WHEN i.last_call % 2 = 1 THEN ${unreportedOutcome.failed} ELSE ${unreportedOutcome.succeeded} END) END,
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
    last_call = greatest(i.last_call, excluded.last_call)
  RETURNING i.feature_id, i.environment, i.id, i.started_at, i.prev_started_at, i.prev_outcome, i.calls,
    i.unpriced_calls, i.cost_nano, i.outcome, i.last_call
),
moved AS MATERIALIZED (
  SELECT feature_id, environment, started_at, 1 AS sign,
    coalesce(outcome, CASE WHEN last_call % 2 = 1 THEN ${unreportedOutcome.failed} ELSE ${unreportedOutcome.succeeded} END)::smallint AS outcome, unpriced_calls, cost_nano
  FROM changed WHERE calls > 0 OR outcome IS NOT NULL
  UNION ALL
  SELECT c.feature_id, c.environment, c.prev_started_at, -1, c.prev_outcome, c.unpriced_calls - d.unpriced_calls,
    c.cost_nano - d.cost_nano
  FROM changed c JOIN delta d ON d.feature_id = c.feature_id AND d.environment = c.environment AND d.id = c.id
  WHERE c.prev_outcome IS NOT NULL
),
grains AS (SELECT * FROM (VALUES ('h'::"char", 'hour'), ('d'::"char", 'day')) AS g(grain, unit)),
rolled_interactions AS (
  INSERT INTO interaction_rollup AS r (feature_id, environment, grain, start, outcome, interactions,
    priced_interactions, priced_cost_nano, cost_nano)
  SELECT m.feature_id, m.environment, g.grain, date_trunc(g.unit, m.started_at, 'UTC') AS start, m.outcome,
    sum(m.sign), coalesce(sum(m.sign) FILTER (WHERE m.unpriced_calls = 0), 0),
    coalesce(sum(m.sign * m.cost_nano) FILTER (WHERE m.unpriced_calls = 0), 0), sum(m.sign * m.cost_nano)
  FROM moved m CROSS JOIN grains g
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (feature_id, environment, grain, start, outcome) DO UPDATE SET
    interactions = r.interactions + excluded.interactions,
    priced_interactions = r.priced_interactions + excluded.priced_interactions,
    priced_cost_nano = r.priced_cost_nano + excluded.priced_cost_nano,
    cost_nano = r.cost_nano + excluded.cost_nano
),
rolled_costs AS (
  INSERT INTO interaction_cost_bucket AS r (feature_id, environment, grain, start, bucket, interactions)
  SELECT m.feature_id, m.environment, g.grain, date_trunc(g.unit, m.started_at, 'UTC') AS start,
    log_bucket(m.cost_nano), sum(m.sign)
  FROM moved m CROSS JOIN grains g
  WHERE m.unpriced_calls = 0
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(m.sign) <> 0 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (feature_id, environment, grain, start, bucket) DO UPDATE SET
    interactions = r.interactions + excluded.interactions
),
rolled_calls AS (
  INSERT INTO call_rollup AS r (feature_id, grain, start, dimension_id, attempt, status, calls, billable_calls,
    unpriced_calls, without_unit, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens,
    cost_nano, duration_us)
  SELECT c.feature_id, g.grain, date_trunc(g.unit, c.started_at, 'UTC') AS start, c.dimension_id, c.attempt, c.status,
    count(*), count(*) FILTER (WHERE c.billable), count(*) FILTER (WHERE c.billable AND c.cost_nano IS NULL),
    count(*) FILTER (WHERE NOT c.has_unit), coalesce(sum(c.input_tokens), 0), coalesce(sum(c.output_tokens), 0),
    coalesce(sum(c.cache_read_tokens), 0), coalesce(sum(c.cache_write_tokens), 0),
    coalesce(sum(c.reasoning_tokens), 0), coalesce(sum(c.cost_nano), 0), sum(c.duration_us)
  FROM new_call c CROSS JOIN grains g
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (feature_id, grain, start, dimension_id, attempt, status) DO UPDATE SET
    calls = r.calls + excluded.calls,
    billable_calls = r.billable_calls + excluded.billable_calls,
    unpriced_calls = r.unpriced_calls + excluded.unpriced_calls,
    without_unit = r.without_unit + excluded.without_unit,
    input_tokens = r.input_tokens + excluded.input_tokens,
    output_tokens = r.output_tokens + excluded.output_tokens,
    cache_read_tokens = r.cache_read_tokens + excluded.cache_read_tokens,
    cache_write_tokens = r.cache_write_tokens + excluded.cache_write_tokens,
    reasoning_tokens = r.reasoning_tokens + excluded.reasoning_tokens,
    cost_nano = r.cost_nano + excluded.cost_nano,
    duration_us = r.duration_us + excluded.duration_us
),
rolled_durations AS (
  INSERT INTO call_duration_bucket AS r (feature_id, grain, start, dimension_id, bucket, calls)
  SELECT c.feature_id, g.grain, date_trunc(g.unit, c.started_at, 'UTC') AS start, c.dimension_id,
    log_bucket(c.duration_us), count(*)
  FROM new_call c CROSS JOIN grains g
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (feature_id, grain, start, dimension_id, bucket) DO UPDATE SET calls = r.calls + excluded.calls
)
SELECT (SELECT count(*)::int FROM new_call) AS calls, (SELECT count(*)::int FROM new_span) AS spans
`;
