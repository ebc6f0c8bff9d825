import { formatDuration, formatNumber, formatPercent } from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import type { EffectMetric, MetricEffect } from "#lib/versions/effects/effects-schema";

/** A figure in its unit: "0.62 ¢", "1.2 s", "3.4 %". */
export function figureWords(metric: EffectMetric, figure: number | null): string {
  if (figure === null) return "unknown";
  if (metric.startsWith("cents")) return `${formatCents(figure)} ¢`;
  if (metric.startsWith("latency")) return formatDuration(Math.round(figure));
  if (metric.endsWith("share")) return figure === 0 ? "0 %" : formatPercent(figure, 2);
  return formatNumber(figure, figure < 100 ? 1 : 0);
}

/** "+12 %", "−1.4 points"; empty where nothing can be said. */
export function changeText({ metric, change }: Pick<MetricEffect, "metric" | "change">): string {
  if (change === null) return "";
  const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
  const size = Math.abs(change) * 100;
  return metric.endsWith("share")
    ? `${sign}${formatNumber(size, 1)} points`
    : `${sign}${formatNumber(size, size < 10 ? 1 : 0)} %`;
}

/**
 * Where an interval of a change lies on a scale from -1 to 1 that holds it and its like, as percent of the width; null
 * without an interval. What is longer than the scale is cut at its end.
 */
export function intervalPlace(
  { change, low, high }: Pick<MetricEffect, "change" | "low" | "high">,
  scale: number,
): { left: number; width: number; at: number } | null {
  if (change === null || low === null || high === null || scale <= 0) return null;
  const place = (value: number) => Math.min(100, Math.max(0, 50 + (value / scale) * 50));
  return { left: place(low), width: place(high) - place(low), at: place(change) };
}

/** The scale of an interval's picture: symmetric, round, and the same for metrics of one kind. */
export function scaleOf(metrics: readonly MetricEffect[], metric: EffectMetric): number {
  const isShare = metric.endsWith("share");
  const ends = metrics
    .filter((one) => one.metric.endsWith("share") === isShare)
    .flatMap((one) => (one.low === null || one.high === null ? [] : [Math.abs(one.low), Math.abs(one.high)]));
  return Math.max(0, ...ends) * 1.05;
}
