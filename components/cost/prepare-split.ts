import type { StackPart, StackPoint } from "#components/charts/stacked-bars";
import { formatClock, formatDay } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { CostReport, Split, SplitPart } from "#lib/cost/schema";

/** What the parts of a split are called in a sentence. */
export const splitWords: Record<Split, string> = {
  attempt: "attempt",
  model: "model",
  operation: "operation",
  release: "release",
  environment: "environment",
};

const attemptWords: Record<string, string> = {
  first: "First attempts",
  retry: "Retries",
  fallback: "Fallbacks",
  tool: "Tools",
};

/** A part by the name that people know it by. */
export function partName(by: Split, part: Pick<SplitPart, "key" | "label">): string {
  if (part.key === "other") return part.label;
  if (by === "attempt") return attemptWords[part.key] ?? part.label;
  if (by === "release" && part.key === "none") return "No release";
  if (part.key === "tools") return "Tools";
  return part.label;
}

/** A point in words, in the reader's zone. */
export function pointLabel(start: string, grain: "hour" | "day", zone: string): string {
  const day = formatDay(start, zone);
  return grain === "day" ? day : `${day}, ${formatClock(start, zone)}`;
}

const attemptOrder = Object.keys(attemptWords);

/** Attempts always stand in one order, each in its hue, as on the page of an interaction. */
function inOrder(parts: readonly SplitPart[]): SplitPart[] {
  return parts.toSorted((a, b) => attemptOrder.indexOf(a.key) - attemptOrder.indexOf(b.key));
}

/** Dollars of each part for each hour or day. One without any call is a gap, not zero. */
export function stackOf(
  report: Pick<CostReport, "split" | "grain">,
  zone: string,
): { parts: StackPart[]; points: StackPoint[] } {
  const { split, grain } = report;
  if (!split) return { parts: [], points: [] };
  const parts = split.by === "attempt" ? inOrder(split.parts) : split.parts;
  const starts = parts[0]?.series.map((point) => point.start) ?? [];
  return {
    parts: parts.map((part) => ({
      key: part.key,
      label: partName(split.by, part),
      ...(split.by === "attempt" && { hue: Math.max(0, attemptOrder.indexOf(part.key)) }),
    })),
    points: starts.map((start, index) => {
      const own = parts.map((part) => part.series[index]);
      return {
        at: Date.parse(start),
        label: pointLabel(start, grain, zone),
        values: own.some((point) => point && point.calls > 0)
          ? own.map((point) => Number(nanoOfUsd(point?.usd ?? "0")) / 1e9)
          : null,
      };
    }),
  };
}

/** Nothing of a part is zero only because nothing of it has a price, or because it is not billed. */
export function partCost(part: { usd: string; unpricedCalls: number; calls: number }, billed = true): string {
  const nano = nanoOfUsd(part.usd);
  if (nano !== 0n) return formatUsd(nano);
  if (part.unpricedCalls > 0) return "unknown";
  if (part.calls === 0) return "none";
  return billed ? formatUsd(0n) : "not billed";
}

/** "820 ms", "1.4 s"; a dash where nothing was measured. */
export function msText(ms: number | null): string {
  if (ms === null) return "—";
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
