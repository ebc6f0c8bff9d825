import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketOf, mergeBuckets, percentiles, RELATIVE_ERROR, valueOfBucket } from "./stats.ts";

const toBuckets = (values: number[]) =>
  mergeBuckets(values.map((value) => ({ bucket: bucketOf(value), count: 1 })));

/** The same definition on the values themselves. */
function exact(values: number[], quantile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(quantile * sorted.length)) - 1] ?? Number.NaN;
}

const nano = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 1, max: 1_000_000_000_000 }),
  fc.double({ min: 0, max: 40, noNaN: true }).map((power) => Math.floor(Math.exp(power))),
);
const allowed = RELATIVE_ERROR * (1 + 1e-9);

describe("percentiles", () => {
  it("are within the stated error of the exact ones", () => {
    fc.assert(
      fc.property(
        fc.array(nano, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, quantile) => {
          const truth = exact(values, quantile);
          const [found] = percentiles(toBuckets(values), [quantile]);
          expect(Math.abs((found ?? Number.NaN) - truth)).toBeLessThanOrEqual(truth * allowed);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("do not depend on how the values were spread over lists", () => {
    fc.assert(
      fc.property(fc.array(fc.array(nano, { maxLength: 40 }), { maxLength: 8 }), (lists) => {
        const merged = mergeBuckets(...lists.map(toBuckets));
        expect(merged).toEqual(toBuckets(lists.flat()));
      }),
    );
  });

  it("are null of nothing and 0 of zeros", () => {
    expect(percentiles([], [0.5, 0.95])).toEqual([null, null]);
    expect(percentiles(toBuckets([0, 0, 0]), [0.5])).toEqual([0]);
  });

  it("never fall as the quantile rises", () => {
    fc.assert(
      fc.property(fc.array(nano, { minLength: 1 }), (values) => {
        const found = percentiles(toBuckets(values), [0, 0.5, 0.95, 0.99, 1]).map(
          (value) => value ?? Number.NaN,
        );
        expect(found).toEqual(found.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("buckets", () => {
  it("hold their own limits", () => {
    expect([bucketOf(-5), bucketOf(0), bucketOf(1), bucketOf(2)]).toEqual([-1, -1, 0, 18]);
  });

  it("are stood for by a value within the error of everything in them", () => {
    fc.assert(
      fc.property(nano, (value) => {
        expect(Math.abs(valueOfBucket(bucketOf(value)) - value)).toBeLessThanOrEqual(value * allowed);
      }),
    );
  });
});
