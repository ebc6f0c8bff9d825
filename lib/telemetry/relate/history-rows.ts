import { asText, first } from "#lib/telemetry/dialects/coerce";
import { interactionOf, shownUnit, unitOn } from "#lib/telemetry/interaction";
import { isKept } from "#lib/telemetry/kept-origin";
import { HIDDEN_UNITS, RESOURCE } from "#lib/telemetry/kept-resource";
import type { Attributes, AttributeValue } from "#lib/telemetry/otlp/otlp";
import type { KnownFeature } from "#lib/telemetry/resolve-feature";
import { shownNames } from "#lib/telemetry/shown-names";
import type { Row } from "#lib/telemetry/write/rows";

export type KeptAttributes = { [name: string]: AttributeValue };

/** As one text of an attribute is kept at most. */
const TEXT_LIMIT = 8 * 1024;

function asMap(kept: AttributeValue | undefined): Attributes {
  const isMap = typeof kept === "object" && kept !== null && !Array.isArray(kept);
  return new Map(isMap ? Object.entries(kept) : []);
}

/** The feature's unit of work on a span, from what was kept of it. */
function unitIn(kept: KeptAttributes | null, row: Row, feature: KnownFeature) {
  const found = unitOn(asMap(kept ?? undefined), asMap(kept?.[RESOURCE]), feature.unit);
  if (!found) return null;
  const hidden = asText(asMap(kept?.[HIDDEN_UNITS]).get(found.name));
  const value = shownUnit(found.value, feature.content.attributes);
  const noted = hidden !== null && /^[0-9a-f]{32}$/.test(hidden) ? hidden : null;
  return { id: noted ?? interactionOf(found, row.traceId, feature.unit).id, value };
}

/**
 * A row of unregistered telemetry as a row of a feature, from what was kept of its span: its unit of work is found
 * there; its price stays. Null where the span named another feature, which its dimension did not keep in the past.
 */
export function takenOver(row: Row, kept: KeptAttributes | null, feature: KnownFeature): Row | null {
  const named = first("feature", asText, asMap(kept ?? undefined), asMap(kept?.[RESOURCE]));
  if (named !== null && named !== feature.slug) return null;
  const unit = unitIn(kept, row, feature);
  // Without the attributes, what the span itself named as its interaction is still known.
  const own = row.interactionId !== row.traceId && !row.unitInherited;
  const { namedFeature: _, ...dimension } = row.dimension;
  return {
    ...row,
    featureId: feature.id,
    dimension: {
      ...dimension,
      ...shownNames(dimension, feature.content.attributes),
      featureId: feature.id,
    },
    interactionId: unit?.id ?? (own ? row.interactionId : row.traceId),
    unitValue: unit?.value ?? (own ? row.unitValue : null),
    hasUnit: unit !== null || own || feature.unit.kind === "trace",
    unitInherited: false,
  };
}

/** What the feature keeps of what was kept of an unregistered span: of its resource less, and all through its patterns. */
export function keptBy(kept: KeptAttributes, feature: KnownFeature): KeptAttributes {
  const { [RESOURCE]: resource, [HIDDEN_UNITS]: _, ...own } = kept;
  const origin = [...asMap(resource)].filter(([name]) => isKept(name, feature));
  const all = origin.length === 0 ? own : { ...own, [RESOURCE]: Object.fromEntries(origin) };
  const redacted = feature.content.attributes.value(all, TEXT_LIMIT);
  return typeof redacted === "object" && redacted !== null && !Array.isArray(redacted) ? redacted : {};
}
