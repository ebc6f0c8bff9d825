import type { BandPoint } from "#components/charts/band-parts";
import type { Share } from "#components/charts/stacked-share-bar";
import { formatClock, formatCount, formatDay, formatPercent } from "#lib/core/format";
import { formatCents, formatUsd, nanoOfUsd } from "#lib/core/money";
import type { CostReport } from "#lib/cost/schema";

/** What is known of the total: "unknown" while calls without a price are all that could have cost something. */
export function totalText(report: Pick<CostReport, "totalUsd" | "unpricedCalls">): string {
  const nano = nanoOfUsd(report.totalUsd);
  return nano === 0n && report.unpricedCalls > 0 ? "unknown" : formatUsd(nano);
}

/** "6.12 ¢", or "unknown" of nothing: nothing is not zero. */
export function centsText(cents: number | null): string {
  return cents === null ? "unknown" : `${formatCents(cents)} ¢`;
}

/** The points of the chart. An hour or a day with nothing priced has no value, which the chart draws as a gap. */
export function bandPoints(
  report: Pick<CostReport, "series">,
  grain: "hour" | "day",
  zone: string,
): BandPoint[] {
  return report.series.map(({ start, p50, p95 }) => ({
    at: Date.parse(start),
    label:
      grain === "day" ? formatDay(start, zone) : `${formatDay(start, zone)}, ${formatClock(start, zone)}`,
    median: p50,
    p95,
  }));
}

/** Decimals that let the smallest median be read: two from a tenth of a cent up, at most four. */
export function digitsFor(points: readonly BandPoint[]): number {
  const known = points.flatMap(({ median }) => (median === null || median === 0 ? [] : [median]));
  if (known.length === 0) return 2;
  return Math.min(4, Math.max(2, 1 - Math.floor(Math.log10(Math.min(...known)))));
}

const partWords = {
  first: ["First attempts", "c1"],
  retry: ["Retries", "c2"],
  fallback: ["Fallbacks", "c3"],
  tool: ["Tools", "c4"],
} as const;

/** The parts of the cost with their amounts, the whole beside them; none while the whole is nothing. */
export function costShares(report: Pick<CostReport, "shares" | "totalUsd">): Share[] {
  const total = Number(nanoOfUsd(report.totalUsd));
  return (["first", "retry", "fallback", "tool"] as const).flatMap((key) => {
    const fraction = report.shares[key];
    if (fraction === null) return [];
    const [label, tone] = partWords[key];
    return [{ key, label, tone, fraction, value: formatUsd(BigInt(Math.round(fraction * total))) }];
  });
}

/** The cost in one sentence to read aloud. */
export function costSentence(report: CostReport, unit: string): string {
  const { mean, p50, p95 } = report.centsPerInteraction;
  if (report.calls === 0) return "No calls in this range.";
  if (mean === null || p50 === null || p95 === null)
    return `What one ${unit} costs is not known: ${formatCount(report.interactions, "interaction")}, and none of them shows a price.`;
  return `One ${unit} costs ${formatCents(p50)} ¢ in the median, ${formatCents(mean)} ¢ on average; one in twenty costs ${formatCents(p95)} ¢ or more.`;
}

/** What of the calls has no price, in one sentence; null when all have one. */
export function unpricedSentence(report: CostReport): string | null {
  if (report.unpricedCalls === 0) return null;
  const share = formatPercent(report.unpricedCalls / report.billableCalls);
  const left = formatCount(report.unpricedInteractions, "interaction");
  return `${formatCount(report.unpricedCalls, "call")} of ${report.billableCalls.toLocaleString("en-US")} (${share}) ${report.unpricedCalls === 1 ? "has" : "have"} no price. Their ${left} ${report.unpricedInteractions === 1 ? "is" : "are"} in no figure per interaction.`;
}
