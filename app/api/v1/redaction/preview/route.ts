import { route } from "#lib/core/route";
import { previewRedaction } from "#lib/telemetry/redact/preview-redaction";
import { redactionPreview, redactionResult } from "#lib/telemetry/redaction-schema";

export const POST = route({
  summary: "What would be stored of a text; nothing is kept of it",
  access: "write",
  body: redactionPreview,
  answer: redactionResult,
  answerIsSecret: true,
  run: ({ body }) => previewRedaction(body),
});
