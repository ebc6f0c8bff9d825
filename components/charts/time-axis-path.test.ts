import { expect, test } from "vitest";
import { linePath, stepPath } from "./time-axis-path.ts";

test("a gap is a gap, and a value between two gaps is a dot", () => {
  const values = [1, 2, null, 2, null, 1, 1];
  const path = linePath(
    values.map((value, x) => ({ x, value })),
    2,
    20,
  );
  expect(path).toBe("M0.000 10.00L1.000 4.00M3.000 4.00l0.001 0M5.000 10.00L6.000 10.00");
});

test("no values draw nothing", () => {
  expect(linePath([{ x: 1, value: null }], 1, 20)).toBe("");
  expect(stepPath([], 6, 20)).toBe("");
});

test("a step holds until the next, begins at the axis and ends with it", () => {
  const steps = [
    { x: -40, value: 3 },
    { x: 50, value: 6 },
  ];
  expect(stepPath(steps, 6, 20)).toBe("M0.000 10.00H50.000V4.00H100");
});
