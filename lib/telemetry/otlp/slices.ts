import type { DecodedResource } from "./otlp.ts";

/** So many spans are brought to rows before others get their turn: some tens of milliseconds of work. */
const SLICE_SPANS = 2048;

/**
 * Cuts an export into parts of whole traces, each of about as many spans as should be worked on in one go. Spans of one
 * trace stay together, because they are related to each other; a trace of many spans is one part.
 */
export function slicesOf(resources: DecodedResource[], size = SLICE_SPANS): DecodedResource[][] {
  const total = resources.reduce((sum, { spans }) => sum + spans.length, 0);
  if (total <= size) return [resources];
  const ofTrace = new Map<string, number>();
  for (const { spans } of resources) {
    for (const { traceId } of spans) ofTrace.set(traceId, (ofTrace.get(traceId) ?? 0) + 1);
  }
  const sliceOf = new Map<string, number>();
  let slice = 0;
  let filled = 0;
  for (const [traceId, count] of ofTrace) {
    if (filled > 0 && filled + count > size) {
      slice += 1;
      filled = 0;
    }
    sliceOf.set(traceId, slice);
    filled += count;
  }
  const slices: DecodedResource[][] = Array.from({ length: slice + 1 }, () => []);
  for (const { attributes, spans } of resources) {
    const parts = Map.groupBy(spans, ({ traceId }) => sliceOf.get(traceId) ?? 0);
    for (const [at, part] of parts) slices[at]?.push({ attributes, spans: part });
  }
  return slices;
}
