import { formatNumber, formatPercent } from "#lib/core/format";
import {
  differenceOf,
  type Estimate,
  meanEstimate,
  quantileEstimate,
  ratioOf,
  shareEstimate,
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

function share(count: number, total: number, side: Side, z: number): Estimate | null {
  const effective = independent(total, side);
  if (total === 0 || effective === 0) return null;
  return shareEstimate((count / total) * effective, effective, z);
}

function quantile(buckets: readonly BucketCount[], of: number, side: Side, z: number): Estimate | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  return total === 0 ? null : quantileEstimate(buckets, of, independent(total, side), z);
}

type Tested = Exclude<EffectMetric, "interactions_per_hour">;

const estimates: Record<Tested, (side: Side, z: number) => Estimate | null> = {
  cents_mean: (side, z) =>
    side.priced === 0
      ? null
      : scaled(meanEstimate(side.costNano / side.priced, side.costs, z), NANO_PER_CENT),
  cents_p95: (side, z) => scaled(quantile(side.costs, 0.95, side, z), NANO_PER_CENT),
  failed_share: (side, z) => share(side.failed, side.interactions, side, z),
  error_share: (side, z) => share(side.errors, side.calls, side, z),
  latency_p50_ms: (side, z) => scaled(quantile(side.durations, 0.5, side, z), US_PER_MS),
  latency_p95_ms: (side, z) => scaled(quantile(side.durations, 0.95, side, z), US_PER_MS),
};

const isCost = (metric: EffectMetric) => metric === "cents_mean" || metric === "cents_p95";
/** Interactions that a measure speaks of: of cost, those that have a price. */
const spokenOf = (metric: EffectMetric, side: Side) => (isCost(metric) ? side.priced : side.interactions);

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
  const priced = (side: Side) => `${formatNumber(side.priced)} of ${formatNumber(side.interactions)}`;
  if (Math.min(spokenOf(metric, before), spokenOf(metric, after)) < LEAST_INTERACTIONS)
    return `Too little is priced to say: ${priced(before)} interactions before and ${priced(after)} after, and it takes ${LEAST_INTERACTIONS} on each side.`;
  return metric.includes("p95")
    ? `Too little traffic to say: ${counts} are not enough for a 95th percentile.`
    : "Nothing to compare on one of the sides.";
}

/** Which part of the interactions a cost is told of, where some have no price. */
function pricedPart(metric: EffectMetric, before: Side, after: Side): string {
  if (!isCost(metric) || (before.priced === before.interactions && after.priced === after.interactions))
    return "";
  const [first, second] = [before, after].map((side) => formatPercent(side.priced / side.interactions));
  return ` ${first} of the interactions before and ${second} after have a price.`;
}

function tested(metric: Tested, before: Side, after: Side, z: number): MetricEffect {
  const [first, second] = [estimates[metric](before, z), estimates[metric](after, z)];
  const figures = { metric, before: first?.value ?? null, after: second?.value ?? null };
  const enough = Math.min(spokenOf(metric, before), spokenOf(metric, after)) >= LEAST_INTERACTIONS;
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
  const part = pricedPart(metric, before, after);
  if (low <= 0 && high >= 0)
    return {
      ...figures,
      ...interval,
      verdict: "no_difference",
      because: `No difference beyond noise: between ${moved(metric, low)} and ${moved(metric, high)}.${part}`,
    };
  const [near, far] = value > 0 ? [low, high] : [high, low];
  return {
    ...figures,
    ...interval,
    verdict: value > 0 ? "higher" : "lower",
    because: `${moved(metric, value)}, more than noise: between ${amount(metric, near)} and ${amount(metric, far)}.${part}`,
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
 * Both sides of a change, compared. A difference counts when its interval leaves zero out, at the level that the normal
 * quantile `z` stands for: Newcombe's interval of two shares, and MOVER on the logarithms of means and of order
 * statistics, all from the rollups' counts and histograms.
 */
export function compareSides(before: Side, after: Side, hours: number, z: number): MetricEffect[] {
  const metrics = Object.keys(estimates) as Tested[];
  return [volume(before, after, hours), ...metrics.map((metric) => tested(metric, before, after, z))];
}

/** "a, b and c". */
const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/**
 * "Mean cost per interaction rose by 12 %; nothing else moved beyond noise; p95 latency could not be compared." What
 * could not be compared is named, for it may have moved.
 */
export function effectSentence(metrics: readonly MetricEffect[]): string {
  const differing = metrics.filter((one) => one.verdict === "higher" || one.verdict === "lower");
  const quiet = metrics.some((one) => one.verdict === "no_difference");
  const unknown = metrics.filter((one) => one.verdict === "too_little").map((one) => metricWords[one.metric]);
  if (differing.length === 0 && !quiet) return "There is too little traffic to say what it did.";
  const said = differing.map(
    ({ metric, change, verdict }) =>
      `${metricWords[metric]} ${verdict === "higher" ? "rose" : "fell"} by ${amount(metric, change ?? 0)}`,
  );
  const parts = [
    ...(said.length > 0 ? [said.join(", ")] : []),
    ...(quiet ? [`nothing${said.length > 0 ? " else" : ""} moved beyond noise`] : []),
    ...(unknown.length > 0 ? [`${listed(unknown)} could not be compared`] : []),
  ];
  const text = `${parts.join("; ")}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
