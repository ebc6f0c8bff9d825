import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOnAxis } from "./timeline-scale.ts";

const axis = { from: 1000, to: 2000 };

test("a span is placed in percent and cut at the ends", () => {
  expect(placeOnAxis({ from: 1250, to: 1500 }, axis)).toEqual({ left: 25, width: 25 });
  expect(placeOnAxis({ from: 0, to: 1100 }, axis)).toEqual({ left: 0, width: 10 });
  expect(placeOnAxis({ from: 0, to: 900 }, axis)).toBeNull();
  expect(placeOnAxis({ from: 2000, to: 3000 }, axis)).toBeNull();
});

test("nothing stands outside of the axis", () => {
  const time = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(time, time, (from, to) => {
      const place = placeOnAxis({ from, to }, axis);
      if (!place) return;
      expect(place.left).toBeGreaterThanOrEqual(0);
      expect(place.left + place.width).toBeLessThanOrEqual(100 + 1e-9);
    }),
  );
});
