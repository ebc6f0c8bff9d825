import type { KeptContent } from "./content.ts";
import { asText } from "./dialects/coerce.ts";
import { interactionId, shownUnit, unitOn } from "./interaction.ts";
import type { Attributes, AttributeValue } from "./otlp/otlp.ts";
import type { Redactor } from "./redact/redact.ts";

/** Under this name the attributes of unregistered telemetry hold what its resource said. */
export const RESOURCE = "threshold.resource";

/** Under this name unregistered telemetry holds, by attribute, the interaction's id where redaction hid the value. */
export const HIDDEN_UNITS = "threshold.hidden_units";

/** What says nothing of whose work a span was. */
const machinery = /^(telemetry\.(?!sdk\.)|process\.|os\.)/;
const MAX_NAMES = 40;
const MAX_TEXT = 200;

/** A redacted value no longer tells one customer from another; the id that is made of it does, and is no secret. */
function hiddenUnits(span: Attributes, resource: Attributes, redactor: Redactor): [string, string][] {
  const hidden = new Map<string, string>();
  const note = (name: string, value: string) => {
    if (hidden.size < MAX_NAMES && shownUnit(value, redactor) !== value)
      hidden.set(name, interactionId(name, value));
  };
  const conversation = unitOn(span, resource, { kind: "conversation" });
  if (conversation) note(conversation.name, conversation.value);
  for (const from of [resource, span]) {
    for (const [name, value] of from) {
      const text = asText(value);
      if (text !== null && name.length <= MAX_TEXT) note(name, text);
    }
  }
  return [...hidden];
}

/** A span's own attributes; one that goes by our names would be taken for what we noted. */
function ownAttributes(content: KeptContent | null): KeptContent | null {
  if (content === null || !(RESOURCE in content.attributes || HIDDEN_UNITS in content.attributes))
    return content;
  const { [RESOURCE]: _, [HIDDEN_UNITS]: __, ...attributes } = content.attributes;
  return { ...content, attributes };
}

/** Adds what the resource said: once a feature is registered, its unit of work may be found there. */
export function withResource(
  given: KeptContent | null,
  from: { span: Attributes; resource: Attributes },
  redactor: Redactor,
): KeptContent | null {
  const content = ownAttributes(given);
  const kept: [string, AttributeValue][] = [];
  for (const [name, value] of from.resource) {
    const text = machinery.test(name) ? null : asText(value, Number.POSITIVE_INFINITY);
    if (text !== null && kept.length < MAX_NAMES)
      kept.push([redactor.text(name, MAX_TEXT), redactor.text(text, MAX_TEXT)]);
  }
  const hidden = hiddenUnits(from.span, from.resource, redactor);
  if (kept.length + hidden.length === 0) return content;
  const attributes = {
    ...content?.attributes,
    ...(kept.length === 0 ? {} : { [RESOURCE]: Object.fromEntries(kept) }),
    ...(hidden.length === 0 ? {} : { [HIDDEN_UNITS]: Object.fromEntries(hidden) }),
  };
  return { attributes, input: content?.input ?? null, output: content?.output ?? null };
}
