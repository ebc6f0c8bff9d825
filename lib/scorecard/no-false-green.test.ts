import fc from "fast-check";
import { expect, test } from "vitest";
import { meetable, removals, statusesOf } from "./testing/removals.ts";
import { goodInputs } from "./testing/sample-inputs.ts";

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
