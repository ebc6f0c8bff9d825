import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS } from "#lib/core/time";
import { criteria } from "./criteria.ts";
import { checkPath } from "./domain.ts";
import { evaluate } from "./evaluate.ts";
import { meetable, removals, statusesOf } from "./testing/removals.ts";
import { ago, goodInputs, now, set } from "./testing/sample-inputs.ts";

test.each(removals)("not met with %s", (_, paths, remove) => {
  const inputs = goodInputs();
  remove(inputs);
  const found = statusesOf(inputs);
  for (const path of paths) expect(found[path], path).not.toBe("met");
});

test("whatever else is good or missing, a removed element is never outweighed", () => {
  fc.assert(
    fc.property(
      fc.subarray(removals, { minLength: 1 }),
      fc.constantFrom("high", "standard", "low"),
      fc.integer({ min: 1, max: 50 }),
      (chosen, stakes, scale) => {
        const inputs = goodInputs();
        inputs.feature.stakes = stakes;
        inputs.cost.billable.calls *= scale;
        inputs.cost.billable.unpriced *= scale;
        for (const [, , remove] of chosen) remove(inputs);
        // At lower stakes the limits of failures are wider; those removals are about high stakes.
        const paths = chosen
          .flatMap(([, list]) => list)
          .filter((path) => stakes === "high" || path !== "failures.bounded");
        const found = statusesOf(inputs);
        for (const path of paths.filter((one) => scale === 1 || one !== "cost.coverage"))
          expect(found[path], path).not.toBe("met");
      },
    ),
  );
});

test("every check that evidence can meet has a removal that takes it away", () => {
  expect(new Set(removals.flatMap(([, paths]) => paths))).toEqual(new Set(meetable));
});

test("what is met until an instant is met until right before it, and not at it", () => {
  const { characteristics } = evaluate(goodInputs(), criteria, now);
  const ending = characteristics.flatMap(({ key, checks }) =>
    checks.flatMap(({ id, validUntil }) => (validUntil ? [{ path: checkPath(key, id), validUntil }] : [])),
  );
  expect(ending.length).toBeGreaterThanOrEqual(6);
  for (const { path, validUntil } of ending) {
    const end = new Date(validUntil);
    expect(statusesOf(goodInputs(), new Date(end.getTime() - 1))[path], path).toBe("met");
    expect(statusesOf(goodInputs(), end)[path], path).toBe("stale");
  }
});

test.each([
  ["cost.unit", "cost.carried.calls"],
  ["cost.unit", "cost.carried.newestHour.calls"],
  ["cost.current", "cost.recent.priced"],
  ["cost.coverage", "cost.billable.calls"],
  ["versions.declared-is-observed", "versions.observed.calls"],
])("%s is not met by a share of nothing (%s)", (path, counted) => {
  const inputs = goodInputs();
  inputs.cost.carried.withoutUnit = 0;
  inputs.cost.carried.newestHour.withoutUnit = 0;
  inputs.cost.billable.unpriced = 0;
  inputs.versions.observed.agreeing = 0;
  set(counted, 0)(inputs);
  expect(statusesOf(inputs)[path]).not.toBe("met");
});

test("a feature that was born a minute ago lives on no stretch that ended before", () => {
  const inputs = goodInputs();
  inputs.versions.firstInteractionAt = ago(60_000);
  const recordedFrom = now.getTime() - 10 * DAY_MS;
  inputs.versions.rectangles = [
    { from: recordedFrom, to: recordedFrom + DAY_MS, recordedFrom, recordedTo: null, releases: ["ab"] },
  ];
  expect(statusesOf(inputs)["versions.continuous"]).toBe("unmet");
});

test("what nothing can prove yet is never met, whatever the evidence", () => {
  const { previous: _, ...versions } = goodInputs().versions;
  for (const previous of [null, { digest: "cd".repeat(32), until: ago(DAY_MS), artifacts: 4 }]) {
    const found = statusesOf({ ...goodInputs(), versions: { ...versions, previous } });
    for (const [path, status] of Object.entries(found))
      if (!meetable.includes(path)) expect(status, path).toBe("unknown");
  }
});
