import { centsOf } from "#lib/core/money";
import { type BucketCount, mergeBuckets, percentiles } from "#lib/core/stats";
import type { InteractionSums } from "./read-interactions.ts";
import type { CostPoint } from "./schema.ts";

/** Bucket of what cost nothing. */
const ZERO_BUCKET = -1;

export type PerInteraction = {
  mean: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};
type Sums = { interactions: number; priced: number; cost: bigint; costs: BucketCount[] };

/** Sums of interactions with one histogram of their costs. */
export function sumInteractions(rows: readonly InteractionSums[]): Sums {
  return {
    interactions: rows.reduce((sum, row) => sum + row.interactions, 0),
    priced: rows.reduce((sum, row) => sum + row.priced, 0),
    cost: rows.reduce((sum, row) => sum + row.cost, 0n),
    costs: mergeBuckets(...rows.map((row) => row.costs)),
  };
}

/** Nothing but zeros beside what has no price: interactions that failed before they cost anything speak for none of the others. */
const saysNothing = ({ interactions, priced, cost }: Sums) =>
  priced === 0 || (cost === 0n && priced < interactions);

/** US cents per fully priced interaction: the mean is exact, percentiles within RELATIVE_ERROR. */
export function perInteraction(sums: Sums): PerInteraction {
  if (saysNothing(sums)) return { mean: null, p50: null, p95: null, p99: null };
  const [p50, p95, p99] = percentiles(sums.costs, [0.5, 0.95, 0.99]).map((nano) =>
    nano === null ? null : centsOf(nano),
  );
  return { mean: centsOf(sums.cost) / sums.priced, p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
}

/** Priced interactions that cost nothing. */
export function zeroCost({ costs }: Sums): number {
  return costs.reduce((sum, { bucket, count }) => (bucket === ZERO_BUCKET ? sum + count : sum), 0);
}

/** What rows of a release or an environment have of interactions. */
export function ofInteractions(rows: readonly InteractionSums[]) {
  const sums = sumInteractions(rows);
  return {
    interactions: sums.interactions,
    unpricedInteractions: sums.interactions - sums.priced,
    centsPerInteraction: perInteraction(sums),
  };
}

/** A point for each bin; null where it has nothing that is priced. */
export function costSeries(starts: readonly string[], rows: readonly InteractionSums[]): CostPoint[] {
  const bins = Map.groupBy(rows, (row) => row.bin);
  return starts.map((start, bin) => {
    const sums = sumInteractions(bins.get(bin) ?? []);
    const { mean, p50, p95 } = perInteraction(sums);
    return { start, interactions: sums.interactions, mean, p50, p95 };
  });
}
