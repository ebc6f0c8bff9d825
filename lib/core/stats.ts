/**
 * Percentiles from logarithmic buckets (DDSketch: Masson, Rim, Lee 2019). The SQL function log_bucket fills the same
 * buckets: i holds (gamma^(i-1), gamma^i], -1 holds zero and below.
 */

/** Largest relative error of a percentile that is read from buckets. */
export const RELATIVE_ERROR = 0.02;

const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LN_GAMMA = Math.log(GAMMA);
const ZERO_BUCKET = -1;

/** How many values lie in a bucket. Order does not matter; a bucket may occur more than once. */
export type BucketCount = { bucket: number; count: number };

/** The bucket of a whole number, as the SQL function log_bucket gives it. */
export function bucketOf(value: number): number {
  return value <= 0 ? ZERO_BUCKET : Math.ceil(Math.log(value) / LN_GAMMA) + 0;
}

/** The value that stands for a bucket: within RELATIVE_ERROR of everything in it; 0 for the bucket of zero. */
export function valueOfBucket(bucket: number): number {
  return bucket === ZERO_BUCKET ? 0 : (2 * GAMMA ** bucket) / (GAMMA + 1);
}

/** One list with each bucket once, ascending. Merging is exact: it loses nothing against counting all values at once. */
export function mergeBuckets(...lists: readonly (readonly BucketCount[])[]): BucketCount[] {
  const all = lists.flat();
  // What one histogram has is in order already.
  if (all.every(({ bucket }, index) => index === 0 || bucket > (all[index - 1]?.bucket ?? bucket)))
    return all;
  const counts = new Map<number, number>();
  for (const { bucket, count } of all) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  return [...counts].map(([bucket, count]) => ({ bucket, count })).sort((a, b) => a.bucket - b.bucket);
}

/**
 * The values at quantiles (0 to 1) by nearest rank: the smallest value that at least that fraction of all values does
 * not exceed. In the values' own unit, each within RELATIVE_ERROR of the exact one; null where there are no values.
 */
export function percentiles(
  buckets: readonly BucketCount[],
  quantiles: readonly number[],
): (number | null)[] {
  const sorted = mergeBuckets(buckets);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  return quantiles.map((quantile) => {
    if (total === 0) return null;
    const rank = Math.max(1, Math.ceil(quantile * total));
    let seen = 0;
    const found = sorted.find(({ count }) => {
      seen += count;
      return seen >= rank;
    });
    return valueOfBucket(found?.bucket ?? sorted.at(-1)?.bucket ?? ZERO_BUCKET);
  });
}
