import { expect, test } from "vitest";
import { placeMarks } from "./place-marks.ts";

const span = { from: 0, to: 1000 };

test("a name stands left of its mark, right of it at the left end", () => {
  const placed = placeMarks(
    [
      { at: 10, label: "prompt v13" },
      { at: 600, label: "prompt v14" },
    ],
    span,
    0.02,
  );
  expect(placed.map((mark) => mark.side)).toEqual(["right", "left"]);
});

test("names that would overlap go to the next line", () => {
  const placed = placeMarks(
    [
      { at: 500, label: "prompt v13" },
      { at: 520, label: "prompt v14" },
      { at: 540, label: "prompt v15" },
    ],
    span,
    0.02,
  );
  expect(new Set(placed.map((mark) => mark.row)).size).toBe(3);
});

test("marks outside of the axis are left out", () => {
  expect(placeMarks([{ at: 2000, label: "later" }], span, 0.02)).toEqual([]);
});
