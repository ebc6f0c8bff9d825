import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  differenceOf,
  levelOfEach,
  meanEstimate,
  quantileEstimate,
  quantileOf,
  ratioOf,
  shareEstimate,
  Z_99,
  Z_999,
} from "./intervals.ts";
import { bucketOf } from "./stats.ts";

const Z_95 = 1.959963984540054;
const histogram = (values: readonly number[]) =>
  values.map((value) => ({ bucket: bucketOf(value), count: 1 }));

describe("shares", () => {
  it("has the published Wilson interval of 81 of 263", () => {
    // Newcombe 1998, Statistics in Medicine 17:857, table I.
    const { low, high } = shareEstimate(81, 263, Z_95);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
  });

  it("says something of none", () => {
    const { value, low, high } = shareEstimate(0, 20, Z_95);
    expect([value, low, high.toFixed(4)]).toEqual([0, 0, "0.1611"]);
  });

  it("has the published interval of a difference, 56/70 and 48/80", () => {
    // Newcombe 1998, Statistics in Medicine 17:873, table II, contrast (a), method 10.
    const { value, low, high } = differenceOf(shareEstimate(48, 80, Z_95), shareEstimate(56, 70, Z_95));
    expect([value.toFixed(4), low.toFixed(4), high.toFixed(4)]).toEqual(["0.2000", "0.0524", "0.3339"]);
  });
});

describe("levels", () => {
  it("has the normal quantiles of the tables", () => {
    expect(quantileOf(0.95)).toBeCloseTo(Z_95, 9);
    expect(quantileOf(0.99)).toBeCloseTo(Z_99, 9);
    expect(quantileOf(0.999)).toBeCloseTo(Z_999, 9);
  });

  it("splits the risk between comparisons", () => {
    expect(levelOfEach(0.99, 1)).toBe(0.99);
    expect(levelOfEach(0.99, 10)).toBeCloseTo(0.999, 12);
  });
});

describe("means", () => {
  it("has Welch's interval of a difference", () => {
    const before = meanEstimate(2000, histogram([1000, 3000, 1000, 3000]), Z_95);
    const after = meanEstimate(4000, histogram([2000, 6000, 2000, 6000]), Z_95);
    if (!before || !after) throw new Error("no interval");
    const { value, low, high } = differenceOf(before, after);
    expect(value).toBe(2000);
    // Standard errors 577.4 and 1154.7: 1.96 times 1291 is 2530, within the error of the buckets.
    expect(Math.abs(high - value - 2530) / 2530).toBeLessThan(0.05);
    expect(high - value).toBeCloseTo(value - low, 6);
  });

  it("says nothing of one value", () => {
    expect(meanEstimate(5, histogram([5]), Z_95)).toBeNull();
  });
});

describe("quantiles", () => {
  const thousand = histogram(Array.from({ length: 1000 }, (_, index) => index + 1));

  it("lies between order statistics, with the error of the buckets", () => {
    const median = quantileEstimate(thousand, 0.5, 1000, Z_95);
    // Ranks 469 and 532 (Conover), give and take 2 % and a bucket.
    expect(median && Math.abs(median.low - 469) < 20 && Math.abs(median.high - 532) < 25).toBe(true);
  });

  it("says nothing where too few values lie beyond it", () => {
    expect(quantileEstimate(histogram(Array.from({ length: 60 }, () => 5)), 0.95, 60, Z_99)).toBeNull();
    expect(quantileEstimate(thousand, 0.95, 1000, Z_99)).not.toBeNull();
    expect(quantileEstimate(thousand, 0.95, 60, Z_99)).toBeNull();
    expect(quantileEstimate([], 0.5, 0, Z_99)).toBeNull();
  });

  it("never takes the step between two buckets for a difference, however many the values", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1e9 }), (value) => {
        const many = (of: number) => [{ bucket: bucketOf(of), count: 10_000_000 }];
        const before = quantileEstimate(many(value), 0.5, 10_000_000, Z_99);
        const after = quantileEstimate(many(value + 1), 0.5, 10_000_000, Z_99);
        const ratio = before && after && ratioOf(before, after);
        expect(ratio && ratio.low <= 1 && ratio.high >= 1).toBe(true);
      }),
    );
  });

  it("gives no ratio to nothing", () => {
    const some = { value: 2, low: 1, high: 3 };
    expect(ratioOf({ value: 0, low: 0, high: 1 }, some)).toBeNull();
    expect(ratioOf(some, some)?.value).toBe(1);
  });
});
