import { expect, test } from "vitest";
import { randomFrom } from "./random.ts";
import { atQuantile, drawTokens, inputQuantiles, outputQuantiles } from "./token-sizes.ts";

/** The published figures, and how far a sample of 20,000 may be from them. */
const published = [
  { name: "input", quantiles: inputQuantiles, p50: 1020, p95: 4083 },
  { name: "output", quantiles: outputQuantiles, p50: 129, p95: 451 },
];
const TOLERANCE = 0.05;

test.each(published)("$name tokens have the trace's median and 95th percentile within 5 %", (given) => {
  const random = randomFrom("quantiles");
  const drawn = Array.from({ length: 20_000 }, () => drawTokens(given.quantiles, random, 1)).sort(
    (a, b) => a - b,
  );
  for (const [share, expected] of [
    [0.5, given.p50],
    [0.95, given.p95],
  ] as const) {
    const found = drawn[Math.floor(share * drawn.length)] ?? 0;
    expect(Math.abs(found - expected) / expected).toBeLessThan(TOLERANCE);
  }
});

test("between known quantiles it rises, and at them it is exact", () => {
  expect(atQuantile(inputQuantiles, 0.5)).toBeCloseTo(1020);
  expect(atQuantile(inputQuantiles, 0)).toBe(2);
  expect(atQuantile(inputQuantiles, 1)).toBeCloseTo(14_050);
  const shares = Array.from({ length: 101 }, (_, index) => atQuantile(outputQuantiles, index / 100));
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(() => atQuantile(inputQuantiles, 1.1)).toThrow("no share");
});
