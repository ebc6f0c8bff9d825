-- What Prisma's model cannot say: ranges with exclusion, partitions, append-only tables. Asserted by database tests.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Activity is append-only.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON activity
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Constraints on records.

ALTER TABLE installation ADD CONSTRAINT installation_single CHECK (id = 1);
ALTER TABLE app_user ADD CONSTRAINT app_user_email_lower CHECK (email = lower(email));
ALTER TABLE feature ADD CONSTRAINT feature_unit_attribute CHECK ((unit_kind = 'attribute') = (unit_attribute IS NOT NULL));
ALTER TABLE deployment_share ADD CONSTRAINT deployment_share_weight CHECK (weight_ppm BETWEEN 1 AND 1000000);

-- What ran: rectangles on two time axes. `effective` is when it ran, `recorded` is when Threshold believed so.
-- A late report closes `recorded` and inserts; nothing else is ever updated. Empty ranges would evade the exclusion.

CREATE TABLE deployment_interval (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deployment_id uuid NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
  feature_id integer NOT NULL,
  environment text NOT NULL,
  effective tstzrange NOT NULL CONSTRAINT deployment_interval_effective CHECK (NOT isempty(effective)),
  recorded tstzrange NOT NULL CONSTRAINT deployment_interval_recorded CHECK (NOT isempty(recorded)),
  CONSTRAINT deployment_interval_no_overlap
    EXCLUDE USING gist (feature_id WITH =, environment WITH =, effective WITH &&, recorded WITH &&)
);
CREATE INDEX deployment_interval_deployment ON deployment_interval (deployment_id);

-- Telemetry. Every table leads with feature_id and refers to nothing else, so that it can be distributed by it.
-- feature_id 0 holds what named no registered feature.

-- The dimensions that many calls share, once. id is a hash of the values, so writers need not agree on a sequence.
CREATE TABLE dimension (
  feature_id integer NOT NULL,
  id bigint NOT NULL,
  environment text NOT NULL,
  -- chat, text_completion, generate_content, embeddings, rerank, execute_tool, or the structure's operation;
  -- span for what no dialect knows: such spans belong to the tree and move no interaction unless they carry an outcome
  operation text NOT NULL,
  name text NOT NULL,
  service_name text,
  agent text,
  provider text,
  request_model text,
  response_model text,
  -- release digest as sent, at least 12 hexadecimal digits
  release text,
  prompt_name text,
  prompt_version text,
  -- which price row made the cost, null when none did
  price_ref text,
  PRIMARY KEY (feature_id, id)
);

-- One span that did work: model, embedding, rerank, tool.
CREATE TABLE call (
  feature_id integer NOT NULL,
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  parent_span_id bigint,
  interaction_id uuid NOT NULL,
  dimension_id bigint NOT NULL,
  duration_us bigint NOT NULL,
  time_to_first_token_us bigint,
  -- null: unpriced when billable
  cost_nano bigint,
  input_tokens integer,
  output_tokens integer,
  cache_read_tokens integer,
  cache_write_tokens integer,
  reasoning_tokens integer,
  -- 1 first, 2 retry, 3 fallback
  attempt smallint NOT NULL,
  -- 1 ok, 2 error
  status smallint NOT NULL,
  billable boolean NOT NULL,
  -- whether the feature's unit of work was found on the span
  has_unit boolean NOT NULL,
  -- as interaction.outcome, null when the span reported none
  outcome smallint,
  PRIMARY KEY (feature_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);
CREATE INDEX call_interaction ON call (feature_id, interaction_id);

-- Structure around calls: agents, workflows, roots. Never cost.
CREATE TABLE span (
  feature_id integer NOT NULL,
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  parent_span_id bigint,
  interaction_id uuid NOT NULL,
  dimension_id bigint NOT NULL,
  duration_us bigint NOT NULL,
  status smallint NOT NULL,
  outcome smallint,
  PRIMARY KEY (feature_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);
CREATE INDEX span_interaction ON span (feature_id, interaction_id);

-- What is not counted: further attributes always, messages only where the feature's content policy keeps them.
CREATE TABLE call_content (
  feature_id integer NOT NULL,
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  attributes jsonb NOT NULL,
  input jsonb,
  output jsonb,
  PRIMARY KEY (feature_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);

-- One unit of customer work, summed over its calls as they arrive. The rollups count it once it has a call or a
-- reported outcome; a row without either holds the times of structure that came before its calls.
CREATE TABLE interaction (
  feature_id integer NOT NULL,
  environment text NOT NULL,
  -- the trace id, or the first 128 bits of SHA-256 over the unit's value
  id uuid NOT NULL,
  unit_value text,
  started_at timestamptz NOT NULL,
  -- started_at before the newest write, so that one statement can move the rollups
  prev_started_at timestamptz,
  ended_at timestamptz NOT NULL,
  calls integer NOT NULL,
  billable_calls integer NOT NULL,
  unpriced_calls integer NOT NULL,
  error_calls integer NOT NULL,
  retries integer NOT NULL,
  fallbacks integer NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  -- 1 answered, 2 degraded, 3 refused, 4 escalated, 5 failed: the worst that was reported; null when none was
  outcome smallint,
  -- microseconds since 1970 of the end of the last call, times two, plus one when it failed: the greatest wins
  last_call bigint,
  -- under which interaction_rollup.outcome the rollups counted it before the newest write; null when they did not
  prev_outcome smallint,
  PRIMARY KEY (feature_id, environment, id)
);
CREATE INDEX interaction_started ON interaction (feature_id, environment, started_at DESC);

-- Rollups, written by the statement that writes the rows. grain is h or d, start is the UTC hour or day.

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
  PRIMARY KEY (feature_id, grain, start, dimension_id, attempt, status)
);

CREATE TABLE call_duration_bucket (
  feature_id integer NOT NULL,
  grain "char" NOT NULL,
  start timestamptz NOT NULL,
  dimension_id bigint NOT NULL,
  bucket smallint NOT NULL,
  calls bigint NOT NULL,
  PRIMARY KEY (feature_id, grain, start, dimension_id, bucket)
);

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
  PRIMARY KEY (feature_id, environment, grain, start, outcome)
);

-- Costs of fully priced interactions in logarithmic buckets; see log_bucket.
CREATE TABLE interaction_cost_bucket (
  feature_id integer NOT NULL,
  environment text NOT NULL,
  grain "char" NOT NULL,
  start timestamptz NOT NULL,
  bucket smallint NOT NULL,
  interactions bigint NOT NULL,
  PRIMARY KEY (feature_id, environment, grain, start, bucket)
);

-- DDSketch's mapping (Masson, Rim, Lee 2019) with a relative error of 2 %: gamma = 1.02 / 0.98.
-- Bucket i holds (gamma^(i-1), gamma^i]; -1 holds zero and below.
CREATE FUNCTION log_bucket(value bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN value <= 0 THEN -1 ELSE ceil(ln(value::double precision) / 0.0400053346136992)::smallint END;

-- Makes the partitions of one UTC month; harmless when they exist. The lock keeps two writers from making them at once.
CREATE FUNCTION ensure_telemetry_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', day)::date;
  parent text;
BEGIN
  PERFORM pg_advisory_xact_lock(7215001);
  FOREACH parent IN ARRAY ARRAY['call', 'span', 'call_content'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
      parent || '_' || to_char(first, 'YYYY_MM'), parent,
      first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
  END LOOP;
END $$;
