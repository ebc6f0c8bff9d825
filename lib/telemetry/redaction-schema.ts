import { z } from "zod";
import { notStorable } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { redactionPatterns } from "#lib/features/schema";

/** What one text may come to before it is cut, as in the store. */
export const PREVIEW_LIMIT = 8192;

export const redactionPreview = z.strictObject({
  text: z.string().max(PREVIEW_LIMIT, `at most ${PREVIEW_LIMIT} characters`).refine(isStorable, notStorable),
  patterns: redactionPatterns.optional().meta({ description: "Of a feature; saved or not" }),
  organisationPatterns: redactionPatterns
    .optional()
    .meta({ description: "Instead of those that the organisation has" }),
});
export type RedactionPreview = z.output<typeof redactionPreview>;

export const redactionResult = z.object({
  stored: z.string().meta({ description: "The text as the policy redacted would store it" }),
});
export type RedactionResult = z.output<typeof redactionResult>;
