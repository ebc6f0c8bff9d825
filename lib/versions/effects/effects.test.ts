import { describe, expect, it } from "vitest";
import { levelOfEach, quantileOf } from "#lib/core/intervals";
import { bucketOf } from "#lib/core/stats";
import { compareSides, effectSentence, type Side } from "./effects.ts";
import { type EffectMetric, LEVEL, TESTED } from "./effects-schema.ts";

/** So many interactions of some cents and milliseconds each, spread by a third to both sides. */
function side(
  interactions: number,
  of: { cents?: number; ms?: number; failed?: number; errors?: number } = {},
): Side {
  const { cents = 5, ms = 900, failed = 0, errors = 0 } = of;
  const spread = (middle: number) =>
    [0.67, 1, 1.33].map((part) => ({ bucket: bucketOf(middle * part), count: interactions / 3 }));
  return {
    interactions,
    failed,
    priced: interactions,
    costNano: interactions * cents * 1e7,
    costs: spread(cents * 1e7),
    calls: interactions * 2,
    errors,
    durations: spread(ms * 1000),
  };
}
/** As for one change alone. */
const z = quantileOf(levelOfEach(LEVEL, TESTED));
const verdicts = (before: Side, after: Side) =>
  Object.fromEntries(compareSides(before, after, 24, z).map((one) => [one.metric, one.verdict]));
const of = (metric: EffectMetric, before: Side, after: Side) =>
  compareSides(before, after, 24, z).find((one) => one.metric === metric);

describe("what a change did", () => {
  it("calls the same the same", () => {
    expect(new Set(Object.values(verdicts(side(900), side(900))))).toEqual(
      new Set(["not_tested", "no_difference"]),
    );
  });

  it("sees a dearer, slower and failing release, with figures and intervals", () => {
    const [before, after] = [side(3000), side(3000, { cents: 7, ms: 1500, failed: 150, errors: 300 })];
    expect(verdicts(before, after)).toEqual({
      interactions_per_hour: "not_tested",
      cents_mean: "higher",
      cents_p95: "higher",
      failed_share: "higher",
      error_share: "higher",
      latency_p50_ms: "higher",
      latency_p95_ms: "higher",
    });
    const mean = of("cents_mean", before, after);
    expect([mean?.before, mean?.after]).toEqual([5, 7]);
    expect(mean?.change).toBeCloseTo(0.4, 9);
    expect(mean && mean.low !== null && mean.high !== null && mean.low > 0.35 && mean.high < 0.45).toBe(true);
    expect(of("failed_share", before, after)?.because).toMatch(
      /^5.0 points more, more than noise: between 3\.\d points and 6\.\d points\.$/,
    );
  });

  it("says that there is too little traffic, and not that there is no difference", () => {
    const few = verdicts(side(60), side(900, { cents: 50 }));
    expect(few.cents_mean).toBe("too_little");
    expect(of("cents_mean", side(60), side(900))?.because).toBe(
      "Too little traffic to say: 60 interactions before and 900 after, and it takes 100 on each side.",
    );
    // Enough for a mean, not for a 95th percentile.
    const some = verdicts(side(120), side(120, { cents: 15 }));
    expect([some.cents_mean, some.cents_p95]).toEqual(["higher", "too_little"]);
  });

  it("does not take the same few interactions for more because they made many calls", () => {
    const many = (errors: number): Side => ({ ...side(150), calls: 15_000, errors });
    expect(of("error_share", many(300), many(450))?.verdict).toBe("no_difference");
    expect(of("error_share", many(300), many(3000))?.verdict).toBe("higher");
  });

  it("has no figures where a side has none, and does not fail", () => {
    const none: Side = { ...side(0), costs: [], durations: [] };
    expect(new Set(Object.values(verdicts(none, side(900))))).toEqual(new Set(["not_tested", "too_little"]));
    expect(of("cents_mean", none, side(900))).toMatchObject({ before: null, change: null });
    const free = side(900, { cents: 0 });
    expect(of("cents_mean", free, side(900))).toMatchObject({ verdict: "too_little" });
  });

  it("speaks of cost only where enough has a price, and says which part has one", () => {
    const twice = (cents: number): Side => ({
      ...side(1000),
      priced: 2,
      costNano: 2 * cents * 1e7,
      costs: [{ bucket: bucketOf(cents * 1e7), count: 2 }],
    });
    expect(of("cents_mean", twice(5), twice(1))).toMatchObject({
      verdict: "too_little",
      because:
        "Too little is priced to say: 2 of 1,000 interactions before and 2 of 1,000 after, and it takes 100 on each side.",
    });
    expect(of("failed_share", twice(5), twice(1))?.verdict).toBe("no_difference");
    const part: Side = { ...side(1500, { cents: 8 }), interactions: 3000 };
    expect(of("cents_mean", side(3000), part)?.because).toMatch(
      /^60 % more, more than noise.* 100 % of the interactions before and 50 % after have a price\.$/,
    );
    expect(of("latency_p50_ms", side(3000), part)?.because).not.toContain("price");
  });

  it("finds less the more it looks for", () => {
    const [before, after] = [side(3000, { failed: 150 }), side(3000, { failed: 199 })];
    const at = (comparisons: number) =>
      compareSides(before, after, 24, quantileOf(levelOfEach(LEVEL, comparisons))).find(
        (one) => one.metric === "failed_share",
      );
    expect(at(1)?.verdict).toBe("higher");
    expect(at(24)?.verdict).toBe("no_difference");
  });

  it("names what could not be compared beside what did not move", () => {
    const some = side(120);
    expect(effectSentence(compareSides(some, some, 24, z))).toBe(
      "Nothing moved beyond noise; p95 cost per interaction and p95 latency could not be compared.",
    );
    const unpriced: Side = { ...side(3000, { ms: 600 }), priced: 0, costNano: 0, costs: [] };
    expect(effectSentence(compareSides(side(3000), unpriced, 24, z))).toBe(
      "Median latency fell by 33 %, p95 latency fell by 33 %; nothing else moved beyond noise; mean cost per interaction and p95 cost per interaction could not be compared.",
    );
  });

  it("sums up in a sentence", () => {
    const [before, after] = [side(3000), side(3000, { ms: 600 })];
    expect(effectSentence(compareSides(before, after, 24, z))).toBe(
      "Median latency fell by 33 %, p95 latency fell by 33 %; nothing else moved beyond noise.",
    );
    expect(effectSentence(compareSides(before, before, 24, z))).toBe("Nothing moved beyond noise.");
    expect(effectSentence(compareSides(side(9), side(9), 24, z))).toBe(
      "There is too little traffic to say what it did.",
    );
  });
});
