import fc from "fast-check";
import { expect, test } from "vitest";
import { placeTip } from "./place-tip.ts";

const window = { width: 1000, height: 800 };
const tip = { width: 100, height: 20 };

test("above its anchor in the middle, below where there is no room above", () => {
  expect(placeTip({ left: 200, top: 100, width: 50, height: 20 }, tip, "top", window)).toEqual({
    left: 175,
    top: 74,
  });
  expect(placeTip({ left: 200, top: 10, width: 50, height: 20 }, tip, "top", window).top).toBe(36);
});

test("it is never cut by the window", () => {
  const box = fc.record({
    left: fc.integer({ min: 0, max: 990 }),
    top: fc.integer({ min: 0, max: 790 }),
    width: fc.integer({ min: 1, max: 400 }),
    height: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(box, fc.constantFrom("top", "bottom", "left", "right"), (anchor, side) => {
      const { left, top } = placeTip(anchor, tip, side, window);
      expect(left).toBeGreaterThanOrEqual(4);
      expect(top).toBeGreaterThanOrEqual(4);
      expect(left + tip.width).toBeLessThanOrEqual(996);
      expect(top + tip.height).toBeLessThanOrEqual(796);
    }),
  );
});
