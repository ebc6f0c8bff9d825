import type { BandPoint } from "#components/charts/band-parts";
import { formatCount, formatNumber, formatPercent } from "#lib/core/format";
import { formatCents, formatUsd, nanoOfUsd } from "#lib/core/money";
import type { CostReport } from "#lib/cost/schema";
import { pointLabel } from "./prepare-split.ts";

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
export function bandPoints(report: Pick<CostReport, "series" | "grain">, zone: string): BandPoint[] {
  return report.series.map(({ start, mean, p50, p95 }) => ({
    at: Date.parse(start),
    label: pointLabel(start, report.grain, zone),
    median: p50,
    mean,
    p95,
  }));
}

/** Decimals that let the smallest median be read: two from a tenth of a cent up, at most four. */
export function digitsFor(points: readonly BandPoint[]): number {
  const known = points.flatMap(({ median }) => (median === null || median === 0 ? [] : [median]));
  if (known.length === 0) return 2;
  return Math.min(4, Math.max(2, 1 - Math.floor(Math.log10(Math.min(...known)))));
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
  const { unpricedCalls, billableCalls, unpricedInteractions } = report;
  if (unpricedCalls === 0) return null;
  const share = formatPercent(unpricedCalls / billableCalls);
  const left = formatCount(unpricedInteractions, "interaction");
  const of = unpricedCalls === billableCalls ? "All" : formatNumber(unpricedCalls);
  const names = report.unpriced.byModel.slice(0, 3).map(({ model }) => model ?? "calls that name no model");
  const most =
    names.length === 0 ? "" : ` ${unpricedCalls === 1 ? "It is" : "Most are"} of ${names.join(", ")}.`;
  const have = unpricedCalls === 1 && unpricedCalls !== billableCalls ? "has" : "have";
  return `${of} of ${formatCount(billableCalls, "billable call")} (${share}) ${have} no price. ${unpricedCalls === 1 ? "Its" : "Their"} ${left} ${unpricedInteractions === 1 ? "is" : "are"} in no figure per interaction.${most}`;
}

/** What cost nothing and is counted at 0 all the same, in one sentence; null when every interaction cost something. */
export function zeroCostSentence(report: CostReport, unit: string): string | null {
  const { zeroCostInteractions: zero, interactions, unpricedInteractions, centsPerInteraction } = report;
  const priced = interactions - unpricedInteractions;
  if (zero === 0 || centsPerInteraction.mean === null) return null;
  const without =
    zero === priced
      ? ""
      : ` Without ${zero === 1 ? "it" : "them"} one ${unit} costs ${formatCents((centsPerInteraction.mean * priced) / (priced - zero))} ¢ on average.`;
  return `${formatCount(zero, "interaction")} of ${formatNumber(priced)} made no call that is billed, or failed before anything was: ${zero === 1 ? "it counts" : "they count"} at 0 ¢.${without}`;
}

/** "12.4 % more than the 30 days before", or why there is nothing to compare with. */
export function changeText(now: number | null, before: number | null): string {
  if (now === null) return "no interaction shows a price";
  if (before === null) return "nothing to compare with before";
  if (before === 0) return now === 0 ? "as before" : "was 0 ¢ before";
  const change = (now - before) / before;
  if (Math.abs(change) < 0.0005) return "as before";
  return `${formatPercent(Math.abs(change))} ${change > 0 ? "more" : "less"} than before`;
}
