import { createHash } from "node:crypto";
import { asText, first } from "./dialects/coerce.ts";
import type { UnitOfWork } from "./domain.ts";
import type { Attributes } from "./otlp/otlp.ts";
import type { Redactor } from "./redact/redact.ts";

/** Which interaction a span belongs to. `id` is 32 hexadecimal digits. */
export type InteractionRef = {
  id: string;
  /** What the unit's attribute said; null when the unit is the trace, or was not found. */
  value: string | null;
  /** False where the feature's unit of work was not on the span, so that its trace stands in for it. */
  hasUnit: boolean;
};

/** The unit's name and value on one span, or null when it carries none. threshold.interaction goes before all. */
export function unitOn(
  attributes: Attributes,
  resource: Attributes,
  unit: UnitOfWork,
): { name: string; value: string } | null {
  const own = first("interaction", asText, attributes);
  if (own !== null) return { name: "threshold.interaction", value: own };
  if (unit.kind === "trace") return null;
  if (unit.kind === "conversation") {
    const value = first("conversation", asText, attributes);
    return value === null ? null : { name: "conversation", value };
  }
  const value = asText(attributes.get(unit.attribute)) ?? asText(resource.get(unit.attribute));
  return value === null ? null : { name: unit.attribute, value };
}

/** The interaction of a span: the unit that was found on it, else its trace. */
export function interactionOf(
  found: { name: string; value: string } | null,
  traceId: string,
  unit: UnitOfWork,
): InteractionRef {
  if (found === null) return { id: traceId, value: null, hasUnit: unit.kind === "trace" };
  return { id: interactionId(found.name, found.value), value: found.value, hasUnit: true };
}

/** The interaction's id that is made of a unit's name and value. */
export function interactionId(name: string, value: string): string {
  return createHash("sha256").update(`${name} ${value}`).digest("hex").slice(0, 32);
}

/** The unit's value as it is shown; its id is made of what was sent. A number alone is a number of a claim, not a card. */
export function shownUnit(value: string, redactor: Redactor): string {
  return /^\d+$/.test(value) ? value : redactor.text(value, value.length + 1);
}
