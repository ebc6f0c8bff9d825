-- A call takes less room: its interaction is left out where it is the trace, and columns stand by their alignment.
-- Histograms live in the rollup rows as arrays: a row for each bucket took more room than the calls it counted.
-- Interactions are rolled up by release too. What is stored already is carried over; rollups are counted anew from it.

CREATE SCHEMA threshold_0002;
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits
    WHERE inhparent IN ('call'::regclass, 'span'::regclass) LOOP
    EXECUTE format('ALTER TABLE %s SET SCHEMA threshold_0002', part);
  END LOOP;
END $$;
ALTER TABLE call SET SCHEMA threshold_0002;
ALTER TABLE span SET SCHEMA threshold_0002;
ALTER TABLE call_rollup SET SCHEMA threshold_0002;
ALTER TABLE interaction_rollup SET SCHEMA threshold_0002;
DROP TABLE call_duration_bucket;
DROP TABLE interaction_cost_bucket;

ALTER TABLE dimension ADD COLUMN service_tier text, ADD COLUMN error_type text;

-- One span that did work: model, embedding, rerank, tool.
CREATE TABLE call (
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  dimension_id bigint NOT NULL,
  duration_us bigint NOT NULL,
  feature_id integer NOT NULL,
  -- 1 first, 2 retry, 3 fallback
  attempt smallint NOT NULL,
  -- 1 ok, 2 error
  status smallint NOT NULL,
  billable boolean NOT NULL,
  -- whether the feature's unit of work was found on the span
  has_unit boolean NOT NULL,
  -- whether the sender named the attempt, or it was inferred
  attempt_stated boolean NOT NULL DEFAULT true,
  -- whether the sender named the operation, or it was guessed from a model and token counts
  operation_stated boolean NOT NULL DEFAULT true,
  input_tokens integer,
  parent_span_id bigint,
  -- null: unpriced when billable
  cost_nano bigint,
  -- null: the trace is the interaction
  interaction_id uuid CHECK (interaction_id <> trace_id),
  time_to_first_token_us bigint,
  output_tokens integer,
  cache_read_tokens integer,
  cache_write_tokens integer,
  reasoning_tokens integer,
  -- as interaction.outcome, null when the span reported none
  outcome smallint,
  PRIMARY KEY (feature_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);
-- Calls whose interaction is their trace are found by the interaction's times; the others by these.
CREATE INDEX call_interaction ON call (feature_id, interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX call_trace ON call (feature_id, trace_id) WHERE interaction_id IS NOT NULL;

-- Structure around calls: agents, workflows, roots. Never cost.
CREATE TABLE span (
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  dimension_id bigint NOT NULL,
  duration_us bigint NOT NULL,
  feature_id integer NOT NULL,
  status smallint NOT NULL,
  outcome smallint,
  parent_span_id bigint,
  -- null: the trace is the interaction
  interaction_id uuid CHECK (interaction_id <> trace_id),
  PRIMARY KEY (feature_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);
CREATE INDEX span_interaction ON span (feature_id, interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX span_trace ON span (feature_id, trace_id) WHERE interaction_id IS NOT NULL;

DO $$
DECLARE
  month timestamptz;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', started_at, 'UTC') FROM
    (SELECT started_at FROM threshold_0002.call UNION ALL SELECT started_at FROM threshold_0002.span) AS stored LOOP
    PERFORM ensure_telemetry_month((month AT TIME ZONE 'UTC')::date);
  END LOOP;
END $$;

INSERT INTO call (started_at, trace_id, span_id, dimension_id, duration_us, feature_id, attempt, status, billable,
  has_unit, attempt_stated, operation_stated, input_tokens, parent_span_id, cost_nano, interaction_id,
  time_to_first_token_us, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, outcome)
SELECT started_at, trace_id, span_id, dimension_id, duration_us, feature_id, attempt, status, billable,
  -- What was stored before did not keep these two; taking them for stated leaves it as it was judged.
  has_unit, true, true, input_tokens, parent_span_id, cost_nano, nullif(interaction_id, trace_id),
  time_to_first_token_us, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, outcome
FROM threshold_0002.call ORDER BY feature_id, started_at, trace_id, span_id;

INSERT INTO span (started_at, trace_id, span_id, dimension_id, duration_us, feature_id, status, outcome, parent_span_id,
  interaction_id)
SELECT started_at, trace_id, span_id, dimension_id, duration_us, feature_id, status, outcome, parent_span_id,
  nullif(interaction_id, trace_id)
FROM threshold_0002.span ORDER BY feature_id, started_at, trace_id, span_id;

-- The first 12 digits of a release digest as a number: telemetry may carry no more of it. null for what is none.
CREATE FUNCTION release_number(release text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN release ~ '^[0-9a-f]{12}' THEN ('x' || left(release, 12))::bit(48)::bigint END;

ALTER TABLE interaction
  -- Least and greatest release_number of the interaction's calls; null while none of them has one.
  ADD COLUMN release_low bigint,
  ADD COLUMN release_high bigint,
  -- Under which interaction_rollup.release the rollups counted it before the newest write.
  ADD COLUMN prev_release bigint,
  -- Rows that grow with later spans stay on their page.
  SET (fillfactor = 90);

UPDATE interaction i SET release_low = r.low, release_high = r.high
FROM (
  SELECT c.feature_id, d.environment, coalesce(c.interaction_id, c.trace_id) AS id, min(release_number(d.release)) AS low,
    max(release_number(d.release)) AS high
  FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id GROUP BY 1, 2, 3
) r
WHERE i.feature_id = r.feature_id AND i.environment = r.environment AND i.id = r.id;

-- Rollups, written by the statement that writes the rows. grain is h or d, start is the UTC hour or day. Buckets are
-- log_bucket's, ascending, each with its count at the same place of the other array.

CREATE TABLE call_rollup (
  feature_id integer NOT NULL,
  grain "char" NOT NULL,
  start timestamptz NOT NULL,
  dimension_id bigint NOT NULL,
  attempt smallint NOT NULL,
  status smallint NOT NULL,
  calls bigint NOT NULL,
  billable_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  without_unit bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cache_read_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  duration_us bigint NOT NULL,
  -- of duration_us
  duration_buckets smallint[] NOT NULL DEFAULT '{}',
  duration_counts integer[] NOT NULL DEFAULT '{}',
  -- of time_to_first_token_us, where it was sent
  first_token_buckets smallint[] NOT NULL DEFAULT '{}',
  first_token_counts integer[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (feature_id, grain, start, dimension_id, attempt, status)
) WITH (fillfactor = 70);

CREATE TABLE interaction_rollup (
  feature_id integer NOT NULL,
  environment text NOT NULL,
  grain "char" NOT NULL,
  start timestamptz NOT NULL,
  -- 0 none reported and the last call succeeded; else as interaction.outcome; 6 none reported and the last call failed
  outcome smallint NOT NULL,
  interactions bigint NOT NULL,
  -- interactions in which every billable call has a price, and their cost
  priced_interactions bigint NOT NULL,
  priced_cost_nano bigint NOT NULL,
  cost_nano bigint NOT NULL,
  -- 0 none, -1 several within an interaction, else release_number
  release bigint NOT NULL DEFAULT 0,
  -- of the cost in nano-dollars of priced interactions
  cost_buckets smallint[] NOT NULL DEFAULT '{}',
  cost_counts integer[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (feature_id, environment, grain, start, release, outcome)
) WITH (fillfactor = 70);

INSERT INTO call_rollup
WITH parts AS (
  SELECT c.*, g.grain, date_trunc(g.unit, c.started_at, 'UTC') AS start
  FROM call c CROSS JOIN (VALUES ('h'::"char", 'hour'), ('d'::"char", 'day')) AS g(grain, unit)
),
durations AS (
  SELECT feature_id, grain, start, dimension_id, attempt, status, array_agg(bucket ORDER BY bucket) AS buckets,
    array_agg(n ORDER BY bucket) AS counts
  FROM (SELECT feature_id, grain, start, dimension_id, attempt, status, log_bucket(duration_us) AS bucket,
      count(*)::integer AS n FROM parts GROUP BY 1, 2, 3, 4, 5, 6, 7) AS b GROUP BY 1, 2, 3, 4, 5, 6
),
firsts AS (
  SELECT feature_id, grain, start, dimension_id, attempt, status, array_agg(bucket ORDER BY bucket) AS buckets,
    array_agg(n ORDER BY bucket) AS counts
  FROM (SELECT feature_id, grain, start, dimension_id, attempt, status, log_bucket(time_to_first_token_us) AS bucket,
      count(*)::integer AS n FROM parts WHERE time_to_first_token_us IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7) AS b
  GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT r.*, d.buckets, d.counts, coalesce(f.buckets, '{}'), coalesce(f.counts, '{}')
FROM threshold_0002.call_rollup r
JOIN durations d USING (feature_id, grain, start, dimension_id, attempt, status)
LEFT JOIN firsts f USING (feature_id, grain, start, dimension_id, attempt, status);

INSERT INTO interaction_rollup (feature_id, environment, grain, start, release, outcome, interactions,
  priced_interactions, priced_cost_nano, cost_nano, cost_buckets, cost_counts)
WITH counted AS (
  SELECT i.feature_id, i.environment, g.grain, date_trunc(g.unit, i.started_at, 'UTC') AS start,
    CASE WHEN i.release_low IS NULL THEN 0 WHEN i.release_low = i.release_high THEN i.release_low ELSE -1 END AS release,
    coalesce(i.outcome, CASE WHEN i.last_call % 2 = 1 THEN 6 ELSE 0 END)::smallint AS outcome, i.unpriced_calls, i.cost_nano
  FROM interaction i CROSS JOIN (VALUES ('h'::"char", 'hour'), ('d'::"char", 'day')) AS g(grain, unit)
  WHERE i.calls > 0 OR i.outcome IS NOT NULL
),
costs AS (
  SELECT feature_id, environment, grain, start, release, outcome, array_agg(bucket ORDER BY bucket) AS buckets,
    array_agg(n ORDER BY bucket) AS counts
  FROM (SELECT feature_id, environment, grain, start, release, outcome, log_bucket(cost_nano) AS bucket,
      count(*)::integer AS n FROM counted WHERE unpriced_calls = 0 GROUP BY 1, 2, 3, 4, 5, 6, 7) AS b
  GROUP BY 1, 2, 3, 4, 5, 6
),
sums AS (
  SELECT feature_id, environment, grain, start, release, outcome, count(*) AS interactions,
    count(*) FILTER (WHERE unpriced_calls = 0) AS priced_interactions,
    coalesce(sum(cost_nano) FILTER (WHERE unpriced_calls = 0), 0) AS priced_cost_nano, sum(cost_nano) AS cost_nano
  FROM counted GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT s.*, coalesce(c.buckets, '{}'), coalesce(c.counts, '{}')
FROM sums s LEFT JOIN costs c USING (feature_id, environment, grain, start, release, outcome);

-- One row for each bucket, for reading.
CREATE VIEW call_duration_bucket AS
  SELECT r.feature_id, r.grain, r.start, r.dimension_id, r.attempt, r.status, b.bucket, b.calls
  FROM call_rollup r CROSS JOIN LATERAL unnest(r.duration_buckets, r.duration_counts) AS b(bucket, calls);
CREATE VIEW call_first_token_bucket AS
  SELECT r.feature_id, r.grain, r.start, r.dimension_id, r.attempt, r.status, b.bucket, b.calls
  FROM call_rollup r CROSS JOIN LATERAL unnest(r.first_token_buckets, r.first_token_counts) AS b(bucket, calls);
CREATE VIEW interaction_cost_bucket AS
  SELECT r.feature_id, r.environment, r.grain, r.start, r.release, r.outcome, b.bucket, b.interactions
  FROM interaction_rollup r CROSS JOIN LATERAL unnest(r.cost_buckets, r.cost_counts) AS b(bucket, interactions);

-- Traces of which a further part arrived in another export: attempts, repeated usage and units are related anew.
CREATE TABLE unsettled_trace (
  feature_id integer NOT NULL,
  trace_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (feature_id, trace_id)
);

DROP SCHEMA threshold_0002 CASCADE;
