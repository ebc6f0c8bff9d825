import type { DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { asNumber, asText, first } from "./coerce.ts";
import { logfire } from "./dialect-evidence.ts";

const DAY_S = 86_400;

/** Whether Logfire's own instrumentations of model clients wrote the span, without having heard of an answer. */
export function logfireUnanswered(span: DecodedSpan): boolean {
  return (
    span.scope?.name.startsWith(logfire.scopes) === true &&
    first("responseId", asText, span.attributes) === null &&
    !span.attributes.has("gen_ai.response.finish_reasons")
  );
}

/** Whether a span only opens a stream: what closes it is the call, and has the counts. A failed one opens nothing. */
export function opensStream(span: DecodedSpan): boolean {
  const kind = asText(span.attributes.get(logfire.kind));
  return span.statusCode !== 2 && kind === logfire.opens && logfireUnanswered(span);
}

/** When a span began: for the record that closes a stream, as long before as the stream took. */
export function beganUs(span: DecodedSpan): number {
  const closes = asText(span.attributes.get(logfire.kind)) === logfire.closes && logfireUnanswered(span);
  const took = closes ? asNumber(span.attributes.get(logfire.tookSeconds)) : null;
  if (took === null || took < 0 || took > DAY_S) return span.startUs;
  return Math.max(0, span.endUs - Math.round(took * 1_000_000));
}
