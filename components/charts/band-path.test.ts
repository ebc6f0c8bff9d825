import { expect, test } from "vitest";
import { bandPath } from "./band-path.ts";

test("a band goes along the top and back along the foot, and a gap parts it", () => {
  const points = [
    { x: 0, low: 1, high: 2 },
    { x: 10, low: 1, high: 2 },
    { x: 20, low: null, high: null },
    { x: 30, low: 0, high: 1 },
    { x: 40, low: 0, high: 1 },
  ];
  expect(bandPath(points, 2, 20)).toBe(
    "M0.000 0.00L10.000 0.00L10.000 10.00L0.000 10.00ZM30.000 10.00L40.000 10.00L40.000 20.00L30.000 20.00Z",
  );
});

test("one point between gaps has no band, and what has no p95 neither", () => {
  expect(bandPath([{ x: 0, low: 1, high: 2 }], 2, 20)).toBe("");
  expect(
    bandPath(
      [
        { x: 0, low: 1, high: null },
        { x: 1, low: 1, high: null },
      ],
      2,
      20,
    ),
  ).toBe("");
});
