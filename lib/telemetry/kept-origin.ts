import { asText } from "./coerce.ts";
import type { KeptContent } from "./content.ts";
import { RESOURCE } from "./kept-resource.ts";
import type { Attributes, AttributeValue, Scope } from "./otlp.ts";
import type { KnownFeature } from "./resolve-feature.ts";

/** Under this name the attributes of a span hold the instrumentation that sent it. */
export const SCOPE = "threshold.scope";

/** What of a resource is kept with each span: what Threshold reads of it, the version that ran, and who sent it. */
const keptNames = /^(threshold\.|telemetry\.sdk\.|service\.version$)/;
const MAX_NAMES = 20;
const MAX_TEXT = 200;

type Kept = { [name: string]: AttributeValue };

// The spans of an export share their resource; they come by the hundred.
const known = new WeakMap<Attributes, Map<KnownFeature, Kept>>();

/** Whether the feature keeps this attribute of a resource. */
export function isKept(name: string, { unit }: KnownFeature): boolean {
  return keptNames.test(name) || (unit.kind === "attribute" && unit.attribute === name);
}

function resourceOf(resource: Attributes, feature: KnownFeature): Kept {
  const byFeature = known.get(resource) ?? new Map<KnownFeature, Kept>();
  known.set(resource, byFeature);
  const found = byFeature.get(feature);
  if (found) return found;
  const kept: [string, AttributeValue][] = [];
  for (const [name, value] of resource) {
    const text = isKept(name, feature) ? asText(value, Number.POSITIVE_INFINITY) : null;
    if (text === null || kept.length >= MAX_NAMES) continue;
    const { attributes } = feature.content;
    kept.push([attributes.text(name, MAX_TEXT), attributes.text(text, MAX_TEXT)]);
  }
  const all = Object.fromEntries(kept);
  byFeature.set(feature, all);
  return all;
}

function scopeOf(scope: Scope | undefined): Kept | null {
  const name = asText(scope?.name, MAX_TEXT);
  const version = asText(scope?.version, MAX_TEXT);
  return name === null ? null : { name, ...(version === null ? {} : { version }) };
}

/**
 * Adds to the kept attributes what the resource said that matters, under threshold.resource, and the instrumentation
 * that sent the span, under threshold.scope. What unregistered telemetry keeps of its resource already stays whole.
 */
export function withOrigin(
  content: KeptContent | null,
  origin: { resource: Attributes; scope: Scope | undefined },
  feature: KnownFeature,
): KeptContent | null {
  const resource = resourceOf(origin.resource, feature);
  const scope = scopeOf(origin.scope);
  const attributes = {
    ...(scope === null ? {} : { [SCOPE]: scope }),
    ...(Object.keys(resource).length === 0 ? {} : { [RESOURCE]: resource }),
    ...content?.attributes,
  };
  if (content === null && Object.keys(attributes).length === 0) return null;
  return { attributes, input: content?.input ?? null, output: content?.output ?? null };
}
