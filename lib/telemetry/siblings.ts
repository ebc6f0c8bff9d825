import type { Attempt, NormalSpan } from "./domain.ts";

/** Spans of one batch by their trace and span id. */
export type Family = {
  parentOf: (span: NormalSpan) => NormalSpan | undefined;
  /** Spans with the same parent, ordered by start. */
  groups: NormalSpan[][];
};

/** Relates the spans of one batch to each other. Relatives that arrive in other batches are not seen. */
export function familyOf(spans: NormalSpan[]): Family {
  const byId = new Map(spans.map((span) => [`${span.traceId}${span.spanId}`, span]));
  const groups = new Map<string, NormalSpan[]>();
  for (const span of spans) {
    const key = `${span.traceId}${span.parentSpanId ?? ""}`;
    const group = groups.get(key);
    if (group) group.push(span);
    else groups.set(key, [span]);
  }
  return {
    parentOf: (span) =>
      span.parentSpanId === null ? undefined : byId.get(`${span.traceId}${span.parentSpanId}`),
    groups: [...groups.values()].map((group) => group.toSorted((a, b) => a.startUs - b.startUs)),
  };
}

/** How far up the tree a relation is followed. A cycle of parents ends there too. */
const MAX_ANCESTORS = 32;

/** The nearest ancestor that `accept` takes, within the batch. */
export function ancestor(
  span: NormalSpan,
  family: Family,
  accept: (span: NormalSpan) => boolean,
): NormalSpan | undefined {
  let at = family.parentOf(span);
  for (let step = 0; at !== undefined && step < MAX_ANCESTORS; step += 1) {
    if (accept(at)) return at;
    at = family.parentOf(at);
  }
  return undefined;
}

/**
 * Takes spans that only repeat what calls below them used for structure, never for calls: those whose operation was
 * guessed, and those whose counts are the sums of the calls below. Two instrumentations of one call make such pairs.
 */
export function demoteRepeaters(spans: NormalSpan[], family: Family): void {
  const below = new Map<NormalSpan, { input: number; output: number }>();
  for (const span of spans) {
    if (!span.billable) continue;
    const above = ancestor(span, family, (candidate) => candidate.billable);
    // Parents in a ring are nobody's children: none of them repeats the other.
    if (!above || above === span || ancestor(above, family, (candidate) => candidate === span)) continue;
    const sum = below.get(above) ?? { input: 0, output: 0 };
    sum.input += span.usage.input ?? 0;
    sum.output += span.usage.output ?? 0;
    below.set(above, sum);
  }
  for (const [span, sum] of below) {
    const counted = (span.usage.input ?? 0) + (span.usage.output ?? 0) > 0;
    const repeats = counted && span.usage.input === sum.input && (span.usage.output ?? 0) === sum.output;
    if (!repeats && span.operationStated) continue;
    span.isCall = false;
    span.billable = false;
  }
}

/**
 * Infers attempts where the sender named none: a call after a failed sibling of the same operation is a retry when
 * that model was tried before, else a fallback. A sibling that succeeded ends the row of attempts.
 */
export function inferAttempts(family: Family): Map<NormalSpan, Attempt> {
  const attempts = new Map<NormalSpan, Attempt>();
  for (const group of family.groups) {
    const failed = new Map<string, { models: Set<string | null>; endUs: number }>();
    for (const span of group) {
      if (!span.isCall) continue;
      const before = failed.get(span.operation);
      const follows = before !== undefined && before.endUs <= span.startUs;
      const inferred = !follows ? "first" : before.models.has(span.requestModel) ? "retry" : "fallback";
      attempts.set(span, span.attempt ?? inferred);
      if (span.status === "ok") {
        failed.delete(span.operation);
        continue;
      }
      const models = follows ? before.models : new Set<string | null>();
      models.add(span.requestModel);
      failed.set(span.operation, { models, endUs: Math.max(span.endUs, follows ? before.endUs : 0) });
    }
  }
  return attempts;
}
