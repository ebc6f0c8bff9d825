import { expect, test } from "vitest";
import { isFirst, tellingChanges, titleOfPath } from "./history-words.ts";

test("a path is told by the names on screen, and an unknown one by itself", () => {
  expect(titleOfPath("cost.coverage")).toBe("Cost per unit of work: Coverage");
  expect(titleOfPath("audit.coverage")).toBe("Audit trail: Coverage");
  expect(titleOfPath("cost.gone")).toBe("cost.gone");
});

test("the first judgement tells what it found met, later ones every change", () => {
  const first = {
    changes: [
      { id: "a", from: null, to: "met" as const },
      { id: "b", from: null, to: "unknown" as const },
    ],
  };
  expect(isFirst(first)).toBe(true);
  expect(tellingChanges(first).map((change) => change.id)).toEqual(["a"]);
  const later = { changes: [{ id: "b", from: "met" as const, to: "stale" as const }] };
  expect(isFirst(later)).toBe(false);
  expect(tellingChanges(later)).toEqual(later.changes);
});
