-- What evaluators said of outputs: events gen_ai.evaluation.result of spans and of log records. Leads with feature_id and
-- refers to nothing else, as all telemetry does.
CREATE TABLE evaluation_result (
  feature_id integer NOT NULL,
  at timestamptz NOT NULL,
  -- the first 128 bits of SHA-256 over what was said of what and when: sent again, it is the same row
  id uuid NOT NULL,
  trace_id uuid,
  span_id bigint,
  -- of the provider, where the evaluator knew no span
  response_id text,
  environment text NOT NULL,
  name text NOT NULL,
  score double precision,
  label text,
  -- only where the feature's content policy keeps messages
  explanation text,
  -- 1 an event of a span, 2 a log record
  source smallint NOT NULL,
  -- what else the evaluator said of itself, bounded
  attributes jsonb NOT NULL,
  PRIMARY KEY (feature_id, at, id)
);
CREATE INDEX evaluation_result_trace ON evaluation_result (feature_id, trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX evaluation_result_response ON evaluation_result (feature_id, response_id) WHERE response_id IS NOT NULL;
CREATE INDEX evaluation_result_name ON evaluation_result (feature_id, name, at);

-- Messages that came as log records instead of with their span, kept by the same content policy. A record does not know
-- when its span began, so they are found by the span's id.
CREATE TABLE span_message (
  feature_id integer NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  attributes jsonb NOT NULL,
  input jsonb,
  output jsonb,
  PRIMARY KEY (feature_id, at, id)
);
CREATE INDEX span_message_span ON span_message (feature_id, trace_id, span_id);
