import { callOperations } from "./dialect-values.ts";
import type { Attempt, NormalSpan } from "./domain.ts";

/** Spans of one batch by their trace and span id. */
export type Family = {
  parentOf: (span: NormalSpan) => NormalSpan | undefined;
  inTrace: (traceId: string) => readonly NormalSpan[];
  /** The feature of a span: two features may share a trace, and one never retries for the other. */
  ownerOf: (span: NormalSpan) => number;
};

/** Relates the spans of one batch to each other. Relatives that arrive in other batches are not seen. */
export function familyOf(
  spans: readonly NormalSpan[],
  ownerOf: (span: NormalSpan) => number = () => 0,
): Family {
  const byId = new Map(spans.map((span) => [`${span.traceId}${span.spanId}`, span]));
  const byTrace = Map.groupBy(spans, (span) => span.traceId);
  return {
    inTrace: (traceId) => byTrace.get(traceId) ?? [],
    parentOf: (span) =>
      span.parentSpanId === null ? undefined : byId.get(`${span.traceId}${span.parentSpanId}`),
    ownerOf,
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

/** Whether two spans name a model in common, or one of them names none. */
function mayBeOneModel(a: NormalSpan, b: NormalSpan): boolean {
  const [mine, its] = [a, b].map((span) =>
    [span.requestModel, span.responseModel].filter((model) => model !== null),
  ) as [string[], string[]];
  return mine.length === 0 || its.length === 0 || mine.some((model) => its.includes(model));
}

/**
 * Takes spans that only repeat what calls below them used for structure, never for calls: those whose operation was
 * guessed, those whose counts are the sums of the calls below, and those that counted nothing over calls of the same
 * model. Two instrumentations of one call make such pairs; of a failed or streamed call neither has counts.
 */
export function demoteRepeaters(spans: NormalSpan[], family: Family): void {
  const below = new Map<NormalSpan, { input: number; output: number; oneModel: boolean }>();
  for (const span of spans) {
    if (!span.billable) continue;
    const above = ancestor(span, family, (candidate) => candidate.billable);
    // Parents in a ring are nobody's children: none of them repeats the other.
    if (!above || above === span || ancestor(above, family, (candidate) => candidate === span)) continue;
    const sum = below.get(above) ?? { input: 0, output: 0, oneModel: true };
    sum.oneModel &&= mayBeOneModel(above, span);
    sum.input += span.usage.input ?? 0;
    sum.output += span.usage.output ?? 0;
    below.set(above, sum);
  }
  for (const [span, sum] of below) {
    const counted = (span.usage.input ?? 0) + (span.usage.output ?? 0) > 0;
    const repeats = counted
      ? (span.usage.input ?? 0) === sum.input && (span.usage.output ?? 0) === sum.output
      : sum.oneModel;
    if (!repeats && span.operationStated) continue;
    span.isCall = false;
    span.billable = false;
  }
}

/** Calls that stand side by side, by start. A span that was taken for the repeater of a call stands between nobody. */
function rowsOfCalls(spans: readonly NormalSpan[], family: Family): NormalSpan[][] {
  const rows = new Map<string, NormalSpan[]>();
  for (const span of spans) {
    if (!span.isCall) continue;
    let top = span;
    for (let step = 0; step < MAX_ANCESTORS; step += 1) {
      const above = family.parentOf(top);
      if (!above || above.isCall || !callOperations.has(above.operation)) break;
      top = above;
    }
    const key = `${span.traceId}${top.parentSpanId ?? ""} ${span.operation} ${family.ownerOf(span)}`;
    const row = rows.get(key);
    if (row) row.push(span);
    else rows.set(key, [span]);
  }
  return [...rows.values()].map((row) => row.toSorted((a, b) => a.startUs - b.startUs));
}

type FailedRow = { models: Set<string | null>; endUs: number };

function attemptAfter(failed: FailedRow | undefined, model: string | null): Attempt {
  if (!failed) return "first";
  return model === null || failed.models.has(null) || failed.models.has(model) ? "retry" : "fallback";
}

/**
 * Infers attempts where the sender named none: a call after a failed sibling of the same operation and feature is a
 * fallback when another model is asked than before, else a retry (a failed span often names no model). A sibling that
 * succeeded ends the row of attempts. To be called after demoteRepeaters.
 */
export function inferAttempts(spans: readonly NormalSpan[], family: Family): Map<NormalSpan, Attempt> {
  const attempts = new Map<NormalSpan, Attempt>();
  for (const row of rowsOfCalls(spans, family)) {
    let failed: FailedRow | undefined;
    for (const span of row) {
      const before: FailedRow | undefined = failed && failed.endUs <= span.startUs ? failed : undefined;
      attempts.set(span, span.attempt ?? attemptAfter(before, span.requestModel));
      if (span.status === "ok") failed = undefined;
      else {
        const models = before?.models ?? new Set<string | null>();
        failed = { models: models.add(span.requestModel), endUs: Math.max(span.endUs, before?.endUs ?? 0) };
      }
    }
  }
  return attempts;
}
