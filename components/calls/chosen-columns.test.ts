import fc from "fast-check";
import { expect, test } from "vitest";
import { callColumns } from "#lib/telemetry/filters-schema";
import { chosenColumns, columnsWord, moved, possibleColumns } from "./chosen-columns.ts";

const everywhere = { all: true, environments: 2 };

test("the usual columns leave out what says nothing there", () => {
  expect(chosenColumns("calls", undefined, everywhere)).toContain("feature");
  const own = chosenColumns("calls", undefined, { all: false, environments: 1 });
  expect(own).not.toContain("feature");
  expect(own).not.toContain("environment");
  expect(possibleColumns("interactions", { all: false, environments: 1 })).not.toContain("feature");
});

test("a list always has the column that leads somewhere", () => {
  expect(chosenColumns("calls", "cost,started", everywhere)).toEqual(["call", "cost", "started"]);
  expect(chosenColumns("interactions", "cost", everywhere)).toEqual(["unit", "cost"]);
  expect(chosenColumns("calls", "call,feature", { all: false, environments: 1 })).toEqual(["call"]);
});

test("moving keeps every column once, and back is as it was", () => {
  const columns = fc.shuffledSubarray([...callColumns], { minLength: 1 });
  fc.assert(
    fc.property(columns, fc.nat(), fc.constantFrom<1 | -1>(1, -1), (list, at, by) => {
      const column = list[at % list.length] ?? "call";
      const after = moved(list, column, by);
      expect([...after].sort()).toEqual([...list].sort());
      if (after.join() !== list.join()) expect(moved(after, column, by === 1 ? -1 : 1)).toEqual(list);
      expect(
        chosenColumns("calls", columnsWord(after), everywhere).filter((one) => after.includes(one as never)),
      ).toEqual(after);
    }),
  );
});
