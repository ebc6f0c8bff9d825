import fc from "fast-check";
import { expect, test } from "vitest";
import { sparklinePath } from "./sparkline-path.ts";

test("nothing known draws nothing", () => {
  expect(sparklinePath([], 72, 20)).toBeNull();
  expect(sparklinePath([null, null], 72, 20)).toBeNull();
});

test("a gap is a gap: the line starts anew after it", () => {
  const path = sparklinePath([1, 2, null, 3, 4], 72, 20);
  expect(path?.match(/M/g)).toHaveLength(2);
  expect(path?.match(/L/g)).toHaveLength(2);
});

test("a lone value stays visible", () => {
  expect(sparklinePath([null, 5, null], 72, 20)).toContain("h0.01");
});

test("the line stays inside of its box", () => {
  const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
      const numbers = (sparklinePath(values, 72, 20) ?? "")
        .split(/[MLh]/)
        .filter((part) => part.includes(" "))
        .map((part) => part.split(" ").map(Number));
      for (const [x, y] of numbers) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(72);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(20);
      }
    }),
  );
});
