import { expect, it } from "vitest";
import type { MetricEffect } from "#lib/versions/effects/effects-schema";
import { changeText, figureWords, intervalPlace, scaleOf } from "./effect-words.ts";

const effect = (of: Partial<MetricEffect>): MetricEffect => ({
  metric: "cents_mean",
  before: 1,
  after: 1,
  change: null,
  low: null,
  high: null,
  verdict: "no_difference",
  because: "",
  ...of,
});

it("writes figures in their units, and says what is unknown", () => {
  expect(figureWords("cents_p95", 0.984)).toBe("0.98 ¢");
  expect(figureWords("latency_p50_ms", 2525)).toBe("2.5 s");
  expect(figureWords("error_share", 0.0132)).toBe("1.32 %");
  expect(figureWords("failed_share", 0)).toBe("0 %");
  expect(figureWords("interactions_per_hour", 3.5)).toBe("3.5");
  expect(figureWords("cents_mean", null)).toBe("unknown");
});

it("writes changes with their sign, of shares in points", () => {
  expect(changeText(effect({ change: 0.124 }))).toBe("+12 %");
  expect(changeText(effect({ change: -0.012 }))).toBe("−1.2 %");
  expect(changeText(effect({ metric: "error_share", change: 0.0022 }))).toBe("+0.2 points");
  expect(changeText(effect({ change: null }))).toBe("");
});

it("places an interval beside zero, in the middle, and cuts what is too long", () => {
  expect(intervalPlace(effect({ change: 0.1, low: 0, high: 0.2 }), 0.4)).toEqual({
    left: 50,
    width: 25,
    at: 62.5,
  });
  expect(intervalPlace(effect({ change: 0.1, low: -9, high: 9 }), 1)).toEqual({
    left: 0,
    width: 100,
    at: 55,
  });
  expect(intervalPlace(effect({}), 1)).toBeNull();
  expect(intervalPlace(effect({ change: 0, low: 0, high: 0 }), 0)).toBeNull();
});

it("scales shares with shares and the others with the others", () => {
  const all = [
    effect({ low: -0.5, high: 0.2 }),
    effect({ metric: "error_share", low: -0.02, high: 0.01 }),
    effect({ metric: "latency_p50_ms" }),
  ];
  expect(scaleOf(all, "latency_p95_ms")).toBeCloseTo(0.525, 9);
  expect(scaleOf(all, "failed_share")).toBeCloseTo(0.021, 9);
});
