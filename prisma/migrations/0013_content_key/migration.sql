-- Content is written only for spans that were new, so its key need not be unique; looking that up cost a third of writing it.
ALTER TABLE call_content DROP CONSTRAINT call_content_pkey;
CREATE INDEX call_content_key ON call_content (feature_id, started_at, trace_id, span_id);
