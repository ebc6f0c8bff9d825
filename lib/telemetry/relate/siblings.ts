import { callOperations } from "#lib/telemetry/dialects/dialect-values";
import type { Attempt, NormalSpan } from "#lib/telemetry/domain";

/** What must be known of a span to relate it to others: at ingestion from what was sent, later from what is stored. */
export type Relative = Pick<
  NormalSpan,
  | "traceId"
  | "spanId"
  | "parentSpanId"
  | "startUs"
  | "endUs"
  | "operation"
  | "operationStated"
  | "isCall"
  | "billable"
  | "requestModel"
  | "responseModel"
  | "attempt"
  | "status"
  | "usage"
>;

/** Spans by their trace and span id. Two features may share a trace; a family is of one of them. */
export type Family<T extends Relative> = {
  parentOf: (span: T) => T | undefined;
  /** All spans of a span's trace, itself among them. */
  inTrace: (span: T) => readonly T[];
};

/** Relates spans to each other within their trace and feature. Relatives that are not given are not seen. */
export function familyOf<T extends Relative>(
  spans: readonly T[],
  ownerOf: (span: T) => number = () => 0,
): Family<T> {
  const traceOf = (span: T) => `${ownerOf(span)} ${span.traceId}`;
  const byId = new Map(spans.map((span) => [`${traceOf(span)}${span.spanId}`, span]));
  const byTrace = Map.groupBy(spans, traceOf);
  return {
    inTrace: (span) => byTrace.get(traceOf(span)) ?? [],
    parentOf: (span) =>
      span.parentSpanId === null ? undefined : byId.get(`${traceOf(span)}${span.parentSpanId}`),
  };
}

/** How far up the tree a relation is followed. A cycle of parents ends there too. */
const MAX_ANCESTORS = 32;

/** The nearest ancestor that `accept` takes, within the family. */
export function ancestor<T extends Relative>(
  span: T,
  family: Family<T>,
  accept: (span: T) => boolean,
): T | undefined {
  let at = family.parentOf(span);
  for (let step = 0; at !== undefined && step < MAX_ANCESTORS; step += 1) {
    if (accept(at)) return at;
    at = family.parentOf(at);
  }
  return undefined;
}

/** Whether two spans name a model in common, or one of them names none. */
function mayBeOneModel(a: Relative, b: Relative): boolean {
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
export function demoteRepeaters<T extends Relative>(spans: T[], family: Family<T>): void {
  const below = new Map<T, { input: number; output: number; oneModel: boolean }>();
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

/** Of calls that began at once the one that ended first stands first; any order will do that is always the same. */
function byTime(a: Relative, b: Relative): number {
  return a.startUs - b.startUs || a.endUs - b.endUs || (a.spanId < b.spanId ? -1 : 1);
}

/** What SDKs put around each single call that they make: Vercel's outer spans, agents, steps. */
const wrappers: ReadonlySet<string> = new Set(["invoke_agent", "agent_step"]);

/**
 * Whether a span only wraps one call and ended as it did, so that it stands for the call among its siblings: who tries
 * again around such an SDK makes the wrapper again.
 */
function wrappersOf<T extends Relative>(
  spans: readonly T[],
  family: Family<T>,
): (above: T, call: T) => boolean {
  const below = new Map<T, number>();
  for (const span of spans) {
    if (!span.isCall) continue;
    ancestor(span, family, (above) => {
      if (wrappers.has(above.operation)) below.set(above, (below.get(above) ?? 0) + 1);
      return false;
    });
  }
  return (above, call) => below.get(above) === 1 && above.status === call.status;
}

/** Calls that stand side by side, by start. A span that was taken for the repeater of a call stands between nobody. */
function rowsOfCalls<T extends Relative>(spans: readonly T[], family: Family<T>): T[][] {
  const rows = new Map<readonly T[], Map<string, T[]>>();
  const wraps = wrappersOf(spans, family);
  for (const span of spans) {
    if (!span.isCall) continue;
    let top = span;
    for (let step = 0; step < MAX_ANCESTORS; step += 1) {
      const above = family.parentOf(top);
      if (!above || above.isCall || !(callOperations.has(above.operation) || wraps(above, span))) break;
      top = above;
    }
    const trace = family.inTrace(span);
    const inTrace = rows.get(trace) ?? new Map<string, T[]>();
    rows.set(trace, inTrace);
    const key = `${top.parentSpanId ?? ""} ${span.operation}`;
    const row = inTrace.get(key);
    if (row) row.push(span);
    else inTrace.set(key, [span]);
  }
  return [...rows.values()].flatMap((inTrace) => [...inTrace.values()].map((row) => row.toSorted(byTime)));
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
export function inferAttempts<T extends Relative>(spans: readonly T[], family: Family<T>): Map<T, Attempt> {
  const attempts = new Map<T, Attempt>();
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
