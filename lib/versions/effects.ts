import { formatNumber, formatPercent } from "#lib/core/format";
import {
  differenceOf,
  type Estimate,
  meanEstimate,
  quantileEstimate,
  ratioOf,
  shareEstimate,
  Z_99,
} from "#lib/core/intervals";
import type { BucketCount } from "#lib/core/stats";
import { type EffectMetric, LEAST_INTERACTIONS, type MetricEffect, metricWords } from "./effects-schema.ts";

/** What rollups say of one side of a change. Costs in nano-dollars, durations in microseconds. */
export type Side = {
  interactions: number;
  failed: number;
  priced: number;
  costNano: number;
  costs: BucketCount[];
  calls: number;
  errors: number;
  /** Of calls in which a model generated; of all calls where none did. */
  durations: BucketCount[];
};

const NANO_PER_CENT = 1e7;
const US_PER_MS = 1000;

const scaled = (estimate: Estimate | null, by: number): Estimate | null =>
  estimate && { value: estimate.value / by, low: estimate.low / by, high: estimate.high / by };

/** How many calls count as independent: those of one interaction resemble each other. */
const independent = (count: number, side: Side) => Math.min(count, side.interactions);

function share(count: number, total: number, side: Side): Estimate | null {
  const effective = independent(total, side);
  if (total === 0 || effective === 0) return null;
  return shareEstimate((count / total) * effective, effective, Z_99);
}

function quantile(buckets: readonly BucketCount[], of: number, side: Side): Estimate | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  return total === 0 ? null : quantileEstimate(buckets, of, independent(total, side), Z_99);
}

const estimates: Record<Exclude<EffectMetric, "interactions_per_hour">, (side: Side) => Estimate | null> = {
  cents_mean: (side) =>
    side.priced === 0
      ? null
      : scaled(meanEstimate(side.costNano / side.priced, side.costs, Z_99), NANO_PER_CENT),
  cents_p95: (side) => scaled(quantile(side.costs, 0.95, side), NANO_PER_CENT),
  failed_share: (side) => share(side.failed, side.interactions, side),
  error_share: (side) => share(side.errors, side.calls, side),
  latency_p50_ms: (side) => scaled(quantile(side.durations, 0.5, side), US_PER_MS),
  latency_p95_ms: (side) => scaled(quantile(side.durations, 0.95, side), US_PER_MS),
};

const isShare = (metric: EffectMetric) => metric === "failed_share" || metric === "error_share";

/** "12 %", "1.4 points": a change without its sign. */
function amount(metric: EffectMetric, change: number): string {
  const size = Math.abs(change) * 100;
  if (isShare(metric)) return `${formatNumber(size, size < 1 ? 2 : 1)} points`;
  return formatPercent(Math.abs(change), size < 10 ? 1 : 0);
}

const moved = (metric: EffectMetric, change: number) =>
  `${amount(metric, change)} ${change < 0 ? "less" : "more"}`;

function tooLittle(metric: EffectMetric, before: Side, after: Side): string {
  const counts = `${formatNumber(before.interactions)} interactions before and ${formatNumber(after.interactions)} after`;
  const few = Math.min(before.interactions, after.interactions) < LEAST_INTERACTIONS;
  if (few) return `Too little traffic to say: ${counts}, and it takes ${LEAST_INTERACTIONS} on each side.`;
  return metric.includes("p95")
    ? `Too little traffic to say: ${counts} are not enough for a 95th percentile.`
    : "Nothing to compare on one of the sides.";
}

function tested(
  metric: Exclude<EffectMetric, "interactions_per_hour">,
  before: Side,
  after: Side,
): MetricEffect {
  const [first, second] = [estimates[metric](before), estimates[metric](after)];
  const figures = { metric, before: first?.value ?? null, after: second?.value ?? null };
  const enough = Math.min(before.interactions, after.interactions) >= LEAST_INTERACTIONS;
  const ratio = first && second && !isShare(metric) ? ratioOf(first, second) : null;
  const change =
    first && second && isShare(metric)
      ? differenceOf(first, second)
      : ratio && { value: ratio.value - 1, low: ratio.low - 1, high: ratio.high - 1 };
  if (!enough || !change)
    return {
      ...figures,
      change: null,
      low: null,
      high: null,
      verdict: "too_little",
      because: tooLittle(metric, before, after),
    };
  const { value, low, high } = change;
  const interval = { change: value, low, high };
  if (low <= 0 && high >= 0)
    return {
      ...figures,
      ...interval,
      verdict: "no_difference",
      because: `No difference beyond noise: between ${moved(metric, low)} and ${moved(metric, high)}.`,
    };
  const [near, far] = value > 0 ? [low, high] : [high, low];
  return {
    ...figures,
    ...interval,
    verdict: value > 0 ? "higher" : "lower",
    because: `${moved(metric, value)}, more than noise: between ${amount(metric, near)} and ${amount(metric, far)}.`,
  };
}

function volume(before: Side, after: Side, hours: number): MetricEffect {
  const [first, second] = [before.interactions / hours, after.interactions / hours];
  return {
    metric: "interactions_per_hour",
    before: first,
    after: second,
    change: first === 0 ? null : second / first - 1,
    low: null,
    high: null,
    verdict: "not_tested",
    because: "Told, not tested: traffic follows the day and the customers.",
  };
}

/**
 * Both sides of a change, compared. A difference counts when its 99 % interval leaves zero out: Newcombe's interval of
 * two shares, and MOVER on the logarithms of means and of order statistics, all from the rollups' counts and histograms.
 */
export function compareSides(before: Side, after: Side, hours: number): MetricEffect[] {
  const metrics = Object.keys(estimates) as (keyof typeof estimates)[];
  return [volume(before, after, hours), ...metrics.map((metric) => tested(metric, before, after))];
}

/** "Mean cost per interaction rose by 12 %, p95 latency fell by 20 %; nothing else moved beyond noise." */
export function effectSentence(metrics: readonly MetricEffect[]): string {
  const differing = metrics.filter((one) => one.verdict === "higher" || one.verdict === "lower");
  const quiet = metrics.filter((one) => one.verdict === "no_difference").length;
  const unknown = metrics.filter((one) => one.verdict === "too_little").length;
  const rest =
    quiet > 0
      ? "nothing else moved beyond noise"
      : unknown > 0
        ? "there is too little traffic to say more"
        : "";
  if (differing.length === 0)
    return quiet > 0 ? "Nothing moved beyond noise." : "There is too little traffic to say what it did.";
  const said = differing.map(
    ({ metric, change, verdict }) =>
      `${metricWords[metric]} ${verdict === "higher" ? "rose" : "fell"} by ${amount(metric, change ?? 0)}`,
  );
  const text = `${said.join(", ")}${rest === "" ? "" : `; ${rest}`}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
