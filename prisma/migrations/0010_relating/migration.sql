-- Spans of a trace come in several exports. What is stored of a span says enough to relate the whole trace anew.

-- True where the unit of work was found above the span or elsewhere in its trace; null where it is the span's own, or none.
ALTER TABLE call ADD COLUMN unit_inherited boolean;
ALTER TABLE span
  ADD COLUMN unit_inherited boolean,
  -- True for what no dialect knows and no unit names; null otherwise. Only by this are they found by their trace.
  ADD COLUMN plain boolean,
  -- The unit's value on a span that moves no interaction but carries a unit: then no interaction need hold it.
  ADD COLUMN unit_value text,
  -- What the span was as a call, where it was taken for the repeater of calls below it; null otherwise.
  ADD COLUMN as_call jsonb;
UPDATE span s SET plain = true FROM dimension d
  WHERE d.feature_id = s.feature_id AND d.id = s.dimension_id AND d.operation = 'span' AND s.outcome IS NULL
    AND s.interaction_id IS NULL;
CREATE INDEX span_plain ON span (feature_id, trace_id) WHERE plain;

-- The feature that unregistered telemetry named, so that it is found when a feature of that name is registered.
ALTER TABLE dimension ADD COLUMN named_feature text;

-- Traces that a writing statement brought, until it is known whether they belong to what is stored besides.
DROP TABLE unsettled_trace;
CREATE TABLE unsettled (
  feature_id integer NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  -- the transaction that wrote them: rows of a trace from another one came in another export
  written_by xid NOT NULL,
  -- when their spans began
  first timestamptz NOT NULL,
  last timestamptz NOT NULL,
  -- perhaps all there is of them
  traces uuid[] NOT NULL,
  -- certainly a further part
  grown uuid[] NOT NULL,
  PRIMARY KEY (feature_id, id)
);
CREATE INDEX unsettled_at ON unsettled (at);

-- A feature takes over what came before it was registered, or before it took a service name: once for each time that
-- its names changed, in steps that can be cut off.
CREATE TABLE history_move (
  feature_id integer NOT NULL REFERENCES feature (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  -- null until it is counted; what comes meanwhile is moved too
  calls_total bigint,
  calls_moved bigint NOT NULL DEFAULT 0,
  spans_moved bigint NOT NULL DEFAULT 0,
  -- where the next step begins, null at the start of a pass
  cursor jsonb,
  -- of the pass under way: what the log will say
  pass_calls bigint NOT NULL DEFAULT 0,
  pass_spans bigint NOT NULL DEFAULT 0,
  -- 1 under way; 2 all is moved but exports that were decided before the registration may still be stored; 3 over
  pass smallint NOT NULL DEFAULT 1,
  not_before timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (feature_id, id)
);
CREATE INDEX history_move_open ON history_move (not_before) WHERE pass < 3;
