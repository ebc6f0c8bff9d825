-- How a team is reached, beside its people.
ALTER TABLE team
  ADD COLUMN contact_chat text,
  ADD COLUMN contact_email text,
  ADD COLUMN contact_phone text,
  ADD COLUMN escalation_note text,
  ADD COLUMN escalation_url text;

ALTER TABLE runbook_revision
  -- false until the addresses in the text were taken out of it
  ADD COLUMN links_read boolean NOT NULL DEFAULT false;

-- What following a link of a revision came to, the last time that it was tried.
CREATE TABLE runbook_link (
  feature_id integer NOT NULL,
  revision integer NOT NULL,
  -- in the order of the text
  position integer NOT NULL,
  url text NOT NULL,
  -- null until it was tried
  status text CONSTRAINT runbook_link_status CHECK (status IN ('works', 'broken', 'unchecked')),
  -- of the last answer, null where there was none
  http_status integer,
  detail text,
  checked_at timestamptz(6),
  -- the last time that it worked
  worked_at timestamptz(6),
  -- somebody wants it tried again
  asked_at timestamptz(6),
  PRIMARY KEY (feature_id, revision, position),
  FOREIGN KEY (feature_id, revision) REFERENCES runbook_revision (feature_id, number) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT runbook_link_tried CHECK ((status IS NULL) = (checked_at IS NULL))
);

-- Somebody followed a revision as they would at night, and says what came of it. What was recorded stays.
CREATE TABLE runbook_test (
  id uuid NOT NULL PRIMARY KEY,
  feature_id integer NOT NULL,
  revision integer NOT NULL,
  result text NOT NULL CONSTRAINT runbook_test_result CHECK (result IN ('passed', 'failed')),
  ran_at timestamptz(6) NOT NULL,
  minutes integer CONSTRAINT runbook_test_minutes CHECK (minutes BETWEEN 1 AND 10080),
  environment text,
  notes text NOT NULL,
  tester_id uuid NOT NULL REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  tester_name text NOT NULL,
  -- whether the tester was on the feature's rotation when it ran, as known when it was recorded
  on_rotation boolean NOT NULL,
  rotation_name text,
  recorded_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  FOREIGN KEY (feature_id, revision) REFERENCES runbook_revision (feature_id, number) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT runbook_test_past CHECK (ran_at <= recorded_at)
);
CREATE INDEX runbook_test_feature ON runbook_test (feature_id, ran_at DESC, id DESC);

CREATE TRIGGER runbook_test_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON runbook_test
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
