import { type BucketCount, mergeBuckets, percentiles, RELATIVE_ERROR, valueOfBucket } from "./stats.ts";

/** A figure and the interval around it in which the true one lies, at the level of the `z` that made it. */
export type Estimate = { value: number; low: number; high: number };

/** Two-sided normal quantiles. */
export const Z_99 = 2.5758293035489004;
export const Z_999 = 3.2905267314919255;

/** Terms of the continued fraction below, which are enough from one standard deviation on. */
const TERMS = 200;

/** The upper tail of the normal distribution beyond `z` >= 1, by Laplace's continued fraction. */
function upperTail(z: number): number {
  let fraction = z;
  for (let term = TERMS; term > 0; term--) fraction = z + term / fraction;
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

/**
 * The level of each of several intervals that hold together at `level`: the risk is split evenly between them
 * (Bonferroni; Dunn 1961). `comparisons` >= 1.
 */
export const levelOfEach = (level: number, comparisons: number) => 1 - (1 - level) / comparisons;

/** The two-sided normal quantile of a level between 0.7 and 1, exclusive. */
export function quantileOf(level: number): number {
  const risk = (1 - level) / 2;
  let [low, high] = [1, 40];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > risk) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Two neighbouring buckets must not look different: as MOVER adds squares, each side takes its share of their step. */
const STEP = ((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)) ** Math.SQRT1_2 * (1 + 1e-9);

/** A share of a count: Wilson's score interval (Wilson 1927), which holds for small counts and shares of 0. `total` > 0. */
export function shareEstimate(count: number, total: number, z: number): Estimate {
  const share = count / total;
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const middle = share + (z * z) / (2 * total);
  const scale = 1 + (z * z) / total;
  return {
    value: share,
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
  };
}

/**
 * An exact mean with the interval that the spread of its histogram gives (normal, by the central limit theorem). Null
 * for fewer than two values.
 */
export function meanEstimate(mean: number, buckets: readonly BucketCount[], z: number): Estimate | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total < 2) return null;
  const squares = buckets.reduce(
    (sum, { bucket, count }) => sum + count * (valueOfBucket(bucket) - mean) ** 2,
    0,
  );
  const spread = z * Math.sqrt(squares / (total - 1) / total);
  return { value: mean, low: mean - spread, high: mean + spread };
}

/**
 * A quantile with the interval between two order statistics (Conover 1999, section 3.2), widened by the step of the
 * buckets. `independent` is how many of the values count as independent: calls of one interaction resemble each other.
 * Null where the interval reaches beyond the values, which is too few of them to say.
 */
export function quantileEstimate(
  buckets: readonly BucketCount[],
  quantile: number,
  independent: number,
  z: number,
): Estimate | null {
  const spread = z * Math.sqrt((quantile * (1 - quantile)) / independent) + 1 / independent;
  if (!(quantile - spread > 0 && quantile + spread < 1)) return null;
  const sorted = mergeBuckets(buckets);
  const [low, value, high] = percentiles(sorted, [quantile - spread, quantile, quantile + spread]);
  if (low == null || value == null || high == null) return null;
  return { value, low: low / STEP, high: high * STEP };
}

/**
 * `after` less `before` with its interval, from theirs: MOVER (Zou and Donner 2008). Of two Wilson intervals it is
 * Newcombe's method 10 (1998), of two normal ones Welch's.
 */
export function differenceOf(before: Estimate, after: Estimate): Estimate {
  const value = after.value - before.value;
  return {
    value,
    low: value - Math.hypot(after.value - after.low, before.high - before.value),
    high: value + Math.hypot(after.high - after.value, before.value - before.low),
  };
}

/** `after` by `before` with its interval: MOVER on logarithms. Null where a figure is not above zero. */
export function ratioOf(before: Estimate, after: Estimate): Estimate | null {
  const logs = [before, after].map(({ value, low, high }) => ({
    value: Math.log(value),
    low: Math.log(low),
    high: Math.log(high),
  }));
  const [first, second] = logs;
  if (!first || !second || logs.some((one) => !Object.values(one).every(Number.isFinite))) return null;
  const { value, low, high } = differenceOf(first, second);
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}
