import { expect, test } from "vitest";
import { type Check, characteristic } from "#lib/scorecard/domain";
import { isFirst, tellingChanges, titleOfPath } from "./history-words.ts";

test("a path is told by the names on screen, and an unknown one by itself", () => {
  const check: Check = {
    id: "coverage",
    title: "Coverage",
    status: "met",
    because: "It is.",
    evidence: [],
    validUntil: null,
    fix: null,
  };
  const card = [characteristic("cost", [check]), characteristic("audit", [check])];
  expect(titleOfPath("cost.coverage", card)).toBe("Cost per unit of work: Coverage");
  expect(titleOfPath("audit.coverage", card)).toBe("Audit trail: Coverage");
  expect(titleOfPath("cost.gone", card)).toBe("cost.gone");
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
