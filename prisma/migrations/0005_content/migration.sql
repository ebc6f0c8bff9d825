-- Content: what is redacted before it is stored, and how long it and the rows of telemetry are kept.

ALTER TABLE feature
  ADD COLUMN content_retention_days integer NOT NULL DEFAULT 30,
  ADD COLUMN content_kept_from timestamptz(6),
  ADD COLUMN redaction_patterns jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT feature_content_retention CHECK (content_retention_days BETWEEN 1 AND 730);

-- Features that are here already were never told of a retention: theirs is the longest, until somebody chooses.
UPDATE feature SET content_retention_days = 730;

ALTER TABLE installation
  ADD COLUMN redaction_patterns jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN telemetry_retention_days integer NOT NULL DEFAULT 400,
  ADD COLUMN telemetry_kept_from timestamptz(6),
  ADD CONSTRAINT installation_telemetry_retention CHECK (telemetry_retention_days BETWEEN 100 AND 3650);

-- As before, but a month that was dropped is never made again: its spans would be counted a second time. The class of
-- the error is "insufficient resources", which a sender hears as "come again"; then its span is refused with a reason.
CREATE OR REPLACE FUNCTION ensure_telemetry_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', day)::date;
  next_month timestamptz := (first + interval '1 month')::timestamp AT TIME ZONE 'UTC';
  parent text;
BEGIN
  PERFORM pg_advisory_xact_lock(7215001);
  IF EXISTS (SELECT FROM installation WHERE telemetry_kept_from >= next_month) THEN
    RAISE EXCEPTION 'the telemetry of % was dropped', to_char(first, 'YYYY-MM') USING ERRCODE = '53400';
  END IF;
  FOREACH parent IN ARRAY ARRAY['call', 'span', 'call_content'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
      parent || '_' || to_char(first, 'YYYY_MM'), parent, first::timestamp AT TIME ZONE 'UTC', next_month);
  END LOOP;
END $$;
