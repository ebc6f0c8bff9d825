import { expect, test } from "vitest";
import { type Check, characteristic, type Status } from "#lib/scorecard/domain";
import { compareChecks } from "./compare-domain.ts";

const check = (id: string, status: Status, because = "It is so."): Check => ({
  ...{ id, title: id, status, because },
  ...{ evidence: [], validUntil: null, fix: null },
});

test("a check differs by its status, not by its words; what one side lacks differs", () => {
  const left = [characteristic("cost", [check("unit", "met", "One."), check("current", "met")])];
  const right = [characteristic("cost", [check("unit", "met", "Other."), check("coverage", "unmet")])];
  const cost = compareChecks(left, right).find(({ key }) => key === "cost");
  expect(cost?.checks.map(({ id, differs }) => [id, differs])).toEqual([
    ["unit", false],
    ["current", true],
    ["coverage", true],
  ]);
  expect(compareChecks(left, right).map(({ key }) => key)[0]).toBe("quality");
});

test("with one side alone nothing differs", () => {
  const left = [characteristic("cost", [check("unit", "met")])];
  expect(compareChecks(left, null).flatMap(({ checks }) => checks)).toMatchObject([
    { id: "unit", sides: [{ status: "met" }, null], differs: false },
  ]);
});
