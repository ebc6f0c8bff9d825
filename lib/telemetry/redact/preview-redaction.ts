import "server-only";
import { db } from "#lib/core/db";
import { redactionPatterns } from "#lib/features/schema";
import { PREVIEW_LIMIT, type RedactionPreview, type RedactionResult } from "#lib/telemetry/redaction-schema";
import { checkPatterns } from "./check-patterns.ts";
import { redactorOf } from "./redact.ts";

/** What the policy "redacted" would store of a text. Nothing is kept of it. Throws `invalid` as saving the patterns would. */
export async function previewRedaction(preview: RedactionPreview): Promise<RedactionResult> {
  checkPatterns(preview.patterns, "patterns");
  checkPatterns(preview.organisationPatterns, "organisationPatterns");
  const stored = await db().installation.findUnique({
    where: { id: 1 },
    select: { redactionPatterns: true },
  });
  const shared = preview.organisationPatterns ?? redactionPatterns.parse(stored?.redactionPatterns ?? []);
  return { stored: redactorOf([...shared, ...(preview.patterns ?? [])]).text(preview.text, PREVIEW_LIMIT) };
}
