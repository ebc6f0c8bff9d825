-- What end users and reviewers said of an interaction, a call or an answer. It may come before the telemetry that it
-- speaks of, so it names its subject by value and refers to no row; it leads with the feature as telemetry does.

CREATE TABLE feedback (
  feature_id integer NOT NULL,
  -- given by the sender, so that sending again corrects instead of counting twice
  id uuid NOT NULL,
  environment text NOT NULL,
  -- the subject: the unit's value or the interaction's id, the trace, one span of it, the id of the provider's answer
  unit_value text,
  interaction_id uuid,
  trace_id uuid,
  span_id bigint,
  response_id text,
  -- thumbs, stars or score, with the scale that it was given on; null where there is only a label or a comment
  rating_kind text,
  rating_value double precision,
  rating_min double precision,
  rating_max double precision,
  -- the rating brought to -1 … 1
  score double precision,
  label text,
  -- kept as the feature's content policy says
  comment text,
  end_user text,
  source text NOT NULL,
  -- user or key
  created_by_kind text NOT NULL,
  created_by_id text,
  created_by_name text NOT NULL,
  at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- 1, and one more for each correction
  revision integer NOT NULL DEFAULT 1,
  PRIMARY KEY (feature_id, id),
  CONSTRAINT feedback_names_subject CHECK (num_nonnulls(unit_value, interaction_id, trace_id, response_id) > 0),
  CONSTRAINT feedback_span_in_trace CHECK (span_id IS NULL OR trace_id IS NOT NULL),
  CONSTRAINT feedback_says_something CHECK (num_nonnulls(rating_kind, label, comment) > 0),
  CONSTRAINT feedback_source CHECK (source IN ('end_user', 'reviewer')),
  CONSTRAINT feedback_rating_kind CHECK (rating_kind IN ('thumbs', 'stars', 'score')),
  CONSTRAINT feedback_rating_whole CHECK (num_nonnulls(rating_kind, rating_value, rating_min, rating_max, score) IN (0, 5)),
  CONSTRAINT feedback_score CHECK (score BETWEEN -1 AND 1),
  CONSTRAINT feedback_scale CHECK (rating_min < rating_max AND rating_value BETWEEN rating_min AND rating_max)
);

-- The list, newest first, and the sums of the last days without touching the rows.
CREATE INDEX feedback_time ON feedback (feature_id, at DESC, id DESC) INCLUDE (score, source, environment);
-- Looking up what was said of one interaction.
CREATE INDEX feedback_unit ON feedback (feature_id, unit_value) WHERE unit_value IS NOT NULL;
CREATE INDEX feedback_interaction ON feedback (feature_id, interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX feedback_trace ON feedback (feature_id, trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX feedback_response ON feedback (feature_id, response_id) WHERE response_id IS NOT NULL;
