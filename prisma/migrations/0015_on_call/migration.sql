-- Who is on call. What is planned is said by schedules and overrides; what really was is a shift, and nothing changes it.

CREATE TABLE rotation (
  id uuid NOT NULL PRIMARY KEY,
  slug text NOT NULL,
  name text NOT NULL,
  -- null once the team was deleted: then nobody is on call
  team_id uuid REFERENCES team (id) ON DELETE SET NULL ON UPDATE CASCADE,
  covers_ai_incidents boolean NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX rotation_slug_key ON rotation (slug);
CREATE INDEX rotation_team_id_idx ON rotation (team_id);

ALTER TABLE feature ADD COLUMN rotation_id uuid REFERENCES rotation (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX feature_rotation_id_idx ON feature (rotation_id);

-- An edit adds a schedule. From its effective_from on it replaces every one of a smaller number.
CREATE TABLE rotation_schedule (
  id uuid NOT NULL PRIMARY KEY,
  rotation_id uuid NOT NULL REFERENCES rotation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  number integer NOT NULL,
  effective_from timestamptz(6) NOT NULL,
  zone text NOT NULL,
  -- the time on the wall of that zone
  hand_over text NOT NULL CONSTRAINT rotation_schedule_hand_over CHECK (hand_over ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  period text NOT NULL CONSTRAINT rotation_schedule_period CHECK (period IN ('daily', 'weekly')),
  -- days or weeks of a turn
  every integer NOT NULL CONSTRAINT rotation_schedule_every CHECK (every BETWEEN 1 AND 31),
  -- the day on which the turn of the first member begins, earlier or later ones follow from it
  anchor date NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by_id uuid,
  created_by_name text NOT NULL
);
CREATE UNIQUE INDEX rotation_schedule_rotation_id_number_key ON rotation_schedule (rotation_id, number);

-- In their order. A schedule without members says that nobody is on call from then on: the rotation has ended.
CREATE TABLE rotation_member (
  schedule_id uuid NOT NULL REFERENCES rotation_schedule (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  position integer NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  PRIMARY KEY (schedule_id, position)
);
CREATE UNIQUE INDEX rotation_member_schedule_id_user_id_key ON rotation_member (schedule_id, user_id);
CREATE INDEX rotation_member_user_id_idx ON rotation_member (user_id);

-- Somebody takes over from the one whose turn it is. Where two overlap, the greater number counts.
CREATE TABLE rotation_override (
  id uuid NOT NULL PRIMARY KEY,
  rotation_id uuid NOT NULL REFERENCES rotation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  number integer NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  starts_at timestamptz(6) NOT NULL,
  ends_at timestamptz(6) NOT NULL,
  reason text,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by_id uuid,
  created_by_name text NOT NULL,
  -- takes away only what lies after it
  cancelled_at timestamptz(6),
  cancelled_by_name text,
  CONSTRAINT rotation_override_order CHECK (starts_at < ends_at),
  CONSTRAINT rotation_override_cancelled CHECK ((cancelled_at IS NULL) = (cancelled_by_name IS NULL))
);
CREATE UNIQUE INDEX rotation_override_rotation_id_number_key ON rotation_override (rotation_id, number);
CREATE INDEX rotation_override_user_id_idx ON rotation_override (user_id);

-- What really was, up to the moment of writing; without a user it was a gap.
CREATE TABLE shift (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rotation_id uuid NOT NULL REFERENCES rotation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  user_id uuid REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- whose turn it was in a gap: somebody who could not sign in or was not in the team; null when it was nobody's
  planned_id uuid REFERENCES app_user (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  override_id uuid REFERENCES rotation_override (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  starts_at timestamptz(6) NOT NULL,
  ends_at timestamptz(6) NOT NULL,
  recorded_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT shift_order CHECK (starts_at < ends_at),
  CONSTRAINT shift_planned CHECK (user_id IS NULL OR planned_id = user_id),
  CONSTRAINT shift_no_overlap EXCLUDE USING gist (rotation_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
);
CREATE INDEX shift_rotation_id_ends_at_idx ON shift (rotation_id, ends_at);
CREATE INDEX shift_user_id_idx ON shift (user_id, starts_at);

CREATE TRIGGER shift_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shift
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rotation_schedule_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rotation_schedule
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rotation_member_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rotation_member
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rotation_override_append_only BEFORE DELETE OR TRUNCATE ON rotation_override
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An override is cancelled once; nothing else of it changes.
CREATE FUNCTION refuse_override_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.cancelled_at IS NOT NULL OR (to_jsonb(OLD) - 'cancelled_at' - 'cancelled_by_name')
     IS DISTINCT FROM (to_jsonb(NEW) - 'cancelled_at' - 'cancelled_by_name') THEN
    RAISE EXCEPTION 'an override can only be cancelled, once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rotation_override_cancelled_only BEFORE UPDATE ON rotation_override
  FOR EACH ROW EXECUTE FUNCTION refuse_override_change();

-- A calendar address: whoever has it reads the shifts of its rotation or, without one, of the person who made it.
CREATE TABLE calendar_link (
  id uuid NOT NULL PRIMARY KEY,
  -- SHA-256 of the token in the address; the token itself is shown once and never stored
  token_hash text NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE ON UPDATE CASCADE,
  rotation_id uuid REFERENCES rotation (id) ON DELETE CASCADE ON UPDATE CASCADE,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_read_at timestamptz(6),
  revoked_at timestamptz(6)
);
CREATE UNIQUE INDEX calendar_link_token_hash_key ON calendar_link (token_hash);
CREATE INDEX calendar_link_user_id_idx ON calendar_link (user_id);
