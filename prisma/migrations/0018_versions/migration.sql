-- A rollback is a deployment that knows which release it went back from.
ALTER TABLE deployment
  ADD COLUMN rollback_from uuid REFERENCES release (id) ON DELETE RESTRICT,
  ADD COLUMN imported_commit text;

-- History that was imported from git says so: recorded when it was imported, committed when and by whom git says.
ALTER TABLE release
  ADD COLUMN imported_at timestamptz(6),
  ADD COLUMN committed_at timestamptz(6),
  ADD COLUMN author text;

-- "Where did this prompt run?" asks for a piece of its text.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX artifact_version_content_trgm ON artifact_version USING gin (content gin_trgm_ops) WHERE content IS NOT NULL;
CREATE INDEX artifact_version_digest ON artifact_version (digest text_pattern_ops);
CREATE INDEX release_digest_prefix ON release (digest text_pattern_ops);
CREATE INDEX deployment_effective ON deployment (effective_at);
CREATE INDEX deployment_share_release ON deployment_share (release_id);
