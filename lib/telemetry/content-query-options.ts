import { api } from "#lib/core/http";
import type { ContentDeletion } from "./content-schema.ts";
import type { RedactionPreview, RedactionResult } from "./redaction-schema.ts";

/** What the policy "redacted" would store of a text. Throws ProblemError for a pattern that is refused. */
export function previewRedaction(preview: RedactionPreview): Promise<RedactionResult> {
  return api<RedactionResult>("POST", "/redaction/preview", preview);
}

/** Deletes a feature's messages from before an instant (RFC 3339). Throws ProblemError. */
export function deleteContent(slug: string, before: string): Promise<ContentDeletion> {
  const query = new URLSearchParams({ before });
  return api<ContentDeletion>("DELETE", `/features/${slug}/content?${query}`);
}
