import { asText } from "./coerce.ts";
import type { KeptContent } from "./content.ts";
import type { Attributes, AttributeValue } from "./otlp.ts";
import type { Redactor } from "./redact.ts";

/** Under this name the attributes of unregistered telemetry hold what its resource said. */
export const RESOURCE = "threshold.resource";

/** What says nothing of whose work a span was. */
const machinery = /^(telemetry\.|process\.|os\.)/;
const MAX_NAMES = 40;
const MAX_TEXT = 200;

/** Adds what the resource said: once a feature is registered, its unit of work may be found there. */
export function withResource(
  content: KeptContent | null,
  resource: Attributes,
  redactor: Redactor,
): KeptContent | null {
  const kept: [string, AttributeValue][] = [];
  for (const [name, value] of resource) {
    const text = machinery.test(name) ? null : asText(value, Number.POSITIVE_INFINITY);
    if (text !== null && kept.length < MAX_NAMES)
      kept.push([redactor.text(name, MAX_TEXT), redactor.text(text, MAX_TEXT)]);
  }
  if (kept.length === 0) return content;
  const attributes = { ...content?.attributes, [RESOURCE]: Object.fromEntries(kept) };
  return { attributes, input: content?.input ?? null, output: content?.output ?? null };
}
