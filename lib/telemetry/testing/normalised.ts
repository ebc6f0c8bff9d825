import { normalise } from "#lib/telemetry/dialects/normalise";
import type { NormalSpan } from "#lib/telemetry/domain";
import type { AttributeValue, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { START_US } from "./spans.ts";

/** An hour after the spans that the tests make. */
export const nowUs = START_US + 3_600_000_000;

/** The span in canonical fields; throws the reason when it is refused. */
export function taken(span: DecodedSpan, resource: { [name: string]: AttributeValue } = {}): NormalSpan {
  const normal = normalise(span, new Map(Object.entries(resource)), nowUs);
  if ("reason" in normal) throw new Error(normal.reason);
  return normal;
}
