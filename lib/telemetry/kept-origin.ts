import { asText } from "./dialects/coerce.ts";
import type { Attributes, Scope } from "./otlp/otlp.ts";
import type { KnownFeature } from "./resolve-feature.ts";

/** What of a resource is told of every span that came with it: the version that ran, and who sent it. */
const originNames = /^(telemetry\.sdk\.|service\.version$)/;
const MAX_NAMES = 8;
const MAX_TEXT = 200;

// The spans of an export share their resource and their scope; they come by the hundred.
const known = new WeakMap<Attributes, Map<Scope | undefined, Map<KnownFeature, string | null>>>();

/** Whether the feature keeps this attribute of a resource of unregistered telemetry that it takes over. */
export function isKept(name: string, { unit }: KnownFeature): boolean {
  return (
    name.startsWith("threshold.") ||
    originNames.test(name) ||
    (unit.kind === "attribute" && unit.attribute === name)
  );
}

function makeOrigin(resource: Attributes, scope: Scope | undefined, feature: KnownFeature): string | null {
  const redact = (text: string) => feature.content.attributes.text(text, MAX_TEXT);
  const kept: [string, string][] = [];
  for (const [name, value] of resource) {
    const text = originNames.test(name) ? asText(value, Number.POSITIVE_INFINITY) : null;
    if (text !== null && kept.length < MAX_NAMES) kept.push([redact(name), redact(text)]);
  }
  // The names of the specification for formats that have no scope of their own.
  const name = asText(scope?.name, MAX_TEXT);
  const version = asText(scope?.version, MAX_TEXT);
  if (name !== null) kept.push(["otel.scope.name", redact(name)]);
  if (name !== null && version !== null) kept.push(["otel.scope.version", redact(version)]);
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept.toSorted()));
}

/**
 * What sent a span, as JSON that is equal for equal senders: SDK, version of the service, name and version of the
 * instrumentation. Null where nothing says so.
 */
export function originOf(
  resource: Attributes,
  scope: Scope | undefined,
  feature: KnownFeature,
): string | null {
  const byScope = known.get(resource) ?? new Map<Scope | undefined, Map<KnownFeature, string | null>>();
  known.set(resource, byScope);
  const byFeature = byScope.get(scope) ?? new Map<KnownFeature, string | null>();
  byScope.set(scope, byFeature);
  let origin = byFeature.get(feature);
  if (origin === undefined) {
    origin = makeOrigin(resource, scope, feature);
    byFeature.set(feature, origin);
  }
  return origin;
}
