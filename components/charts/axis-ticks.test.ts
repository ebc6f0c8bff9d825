import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisTicks } from "./axis-ticks.ts";

describe("axisTicks", () => {
  test("writes round figures, none of which is rounded away", () => {
    expect(axisTicks(1.35)).toEqual({ ticks: [0, 0.5, 1, 1.5], digits: 1 });
    expect(axisTicks(0.0098)).toEqual({ ticks: [0, 0.0025, 0.005, 0.0075, 0.01], digits: 4 });
    expect(axisTicks(40)).toEqual({ ticks: [0, 10, 20, 30, 40], digits: 0 });
    expect(axisTicks(0)).toEqual({ ticks: [0, 0.25, 0.5, 0.75, 1], digits: 2 });
  });

  test("reaches every value with two to four spaces, and each label is its line", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (largest) => {
        const { ticks, digits } = axisTicks(largest);
        const last = ticks.at(-1) ?? 0;
        expect(last).toBeGreaterThanOrEqual(largest * (1 - 1e-6));
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(5);
        for (const tick of ticks) expect(Number(tick.toFixed(digits))).toBe(tick);
      }),
    );
  });
});
