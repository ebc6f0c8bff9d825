import type { Attempt } from "#lib/telemetry/domain";
import {
  ancestor,
  demoteRepeaters,
  type Family,
  familyOf,
  inferAttempts,
  type Relative,
} from "./siblings.ts";

/** A unit of work: the interaction's id, 32 hexadecimal digits, and what the unit's attribute said. */
export type Unit = { id: string; value: string | null };

export type Relation = {
  /** null for structure. */
  attempt: Attempt | null;
  /** null: the trace stands in. */
  unit: Unit | null;
  /** Whether the unit was found above the span or elsewhere in its trace. */
  inherited: boolean;
};

/** The one unit that the spans of a trace carry; null when they carry none, or several. */
function soleUnit<T>(spans: readonly T[], unitOn: (span: T) => Unit | null): Unit | null {
  const units = new Map<string, Unit>();
  for (const span of spans) {
    const unit = unitOn(span);
    if (unit) units.set(unit.id, unit);
  }
  return units.size === 1 ? (units.values().next().value ?? null) : null;
}

function unitsOf<T extends Relative>(family: Family<T>, unitOn: (span: T) => Unit | null) {
  const traces = new Map<readonly T[], Unit | null>();
  return (span: T): Pick<Relation, "unit" | "inherited"> => {
    const own = unitOn(span);
    if (own) return { unit: own, inherited: false };
    const holder = ancestor(span, family, (above) => unitOn(above) !== null);
    if (holder) return { unit: unitOn(holder), inherited: true };
    if (span.isCall) return { unit: null, inherited: false };
    // A root that reports the outcome often lacks the unit that its calls carry; alone it would count as one more.
    const trace = family.inTrace(span);
    const known = traces.get(trace);
    const sole = known === undefined ? soleUnit(trace, unitOn) : known;
    traces.set(trace, sole);
    return { unit: sole, inherited: sole !== null };
  };
}

/**
 * Relates spans to those of the same trace and feature: which only repeat calls below them (those stop being calls, in
 * place), which attempt each call is, and to which unit of work each belongs. What comes out depends on the set of spans
 * alone, never on their order, so that spans of several exports can be related again once they are together. Ingestion
 * and settling share it.
 */
export function relate<T extends Relative>(
  spans: T[],
  of: { owner: (span: T) => number; unit: (span: T) => Unit | null },
): Map<T, Relation> {
  const family = familyOf(spans, of.owner);
  demoteRepeaters(spans, family);
  const attempts = inferAttempts(spans, family);
  const unit = unitsOf(family, of.unit);
  return new Map(spans.map((span) => [span, { attempt: attempts.get(span) ?? null, ...unit(span) }]));
}
