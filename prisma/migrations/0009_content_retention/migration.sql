-- What the retention of content looks for: messages by the time of their span, explanations of evaluators by theirs.
CREATE INDEX call_content_messages ON call_content (feature_id, started_at)
  WHERE input IS NOT NULL OR output IS NOT NULL;
CREATE INDEX evaluation_result_explained ON evaluation_result (feature_id, at) WHERE explanation IS NOT NULL;

-- As in 0005, but a partition is attached, not made as one: that asks for no lock that a reader or a writer holds, so
-- neither a long report nor a writer makes the others wait.
CREATE OR REPLACE FUNCTION ensure_telemetry_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', day)::date;
  next_month timestamptz := (first + interval '1 month')::timestamp AT TIME ZONE 'UTC';
  parent text;
  part text;
BEGIN
  PERFORM pg_advisory_xact_lock(7215001);
  IF EXISTS (SELECT FROM installation WHERE telemetry_kept_from >= next_month) THEN
    RAISE EXCEPTION 'the telemetry of % was dropped', to_char(first, 'YYYY-MM') USING ERRCODE = '53400';
  END IF;
  FOREACH parent IN ARRAY ARRAY['call', 'span', 'call_content'] LOOP
    part := parent || '_' || to_char(first, 'YYYY_MM');
    CONTINUE WHEN EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass(quote_ident(part)));
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I (LIKE %I INCLUDING ALL)', part, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
      parent, part, first::timestamp AT TIME ZONE 'UTC', next_month);
  END LOOP;
END $$;
