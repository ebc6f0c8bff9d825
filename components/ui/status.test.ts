import { expect, test } from "vitest";
import { orderCells, stripName } from "./status.tsx";

test("a strip has six cells in the fixed order whatever order they come in", () => {
  const cells = orderCells([
    { key: "ownership", status: "met" },
    { key: "quality", status: "stale" },
  ]);
  expect(cells.map((cell) => cell.key)).toEqual([
    "quality",
    "failures",
    "cost",
    "versions",
    "audit",
    "ownership",
  ]);
  expect(cells.map((cell) => cell.status)).toEqual([
    "stale",
    "unknown",
    "unknown",
    "unknown",
    "unknown",
    "met",
  ]);
});

test("a strip is named by words, one for each characteristic", () => {
  expect(stripName([{ key: "failures", status: "unmet" }])).toBe(
    "Quality unknown, Failures not met, Cost unknown, Versions unknown, Audit unknown, Ownership unknown",
  );
});
