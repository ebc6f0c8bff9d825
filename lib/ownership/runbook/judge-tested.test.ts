import { expect, test } from "vitest";
import { DAY_MS } from "#lib/core/time";
import { judged, later } from "#lib/scorecard/testing/judged";
import { ago } from "#lib/scorecard/testing/sample-inputs";
import type { TestFact } from "./judge-tested.ts";

const fact = (more: Partial<TestFact> = {}): TestFact => ({
  result: "passed",
  ranAt: ago(9 * DAY_MS),
  tester: "Jo Lind",
  onRotation: true,
  wrote: false,
  ...more,
});

const after = (...ofNewest: TestFact[]) =>
  judged("ownership.tested", (inputs) => {
    if (inputs.ownership.tests) inputs.ownership.tests.ofNewest = ofNewest;
  });

test("a pass by somebody on the rotation who did not write it holds 90 days", () => {
  const check = judged("ownership.tested");
  expect(check).toMatchObject({ status: "met", validUntil: ago(-81 * DAY_MS) });
  expect(judged("ownership.tested", undefined, later(81 * DAY_MS)).status).toBe("stale");
});

test("an edit makes it untested, and says what was tested before", () => {
  const check = after();
  expect(check.status).toBe("stale");
  expect(check.because).toContain("revision 8");
});

test.each<[string, TestFact, string]>([
  ["the author", fact({ wrote: true }), "who wrote it"],
  ["an outsider", fact({ onRotation: false }), "who was not on the feature’s rotation then"],
])("a pass by %s is none", (_, one, because) => {
  const check = after(one);
  expect(check.status).toBe("unmet");
  expect(check.because).toContain(because);
});

test("a later failure overrules a pass, from whoever it comes, and so does one of the same moment", () => {
  const pass = fact();
  expect(
    after(fact({ result: "failed", ranAt: ago(DAY_MS), onRotation: false, wrote: true }), pass).status,
  ).toBe("unmet");
  expect(after(pass, fact({ result: "failed" })).status).toBe("unmet");
  expect(after(pass, fact({ result: "failed", ranAt: ago(20 * DAY_MS) })).status).toBe("met");
});

test("a pass that does not count hides neither a good one nor a failure", () => {
  expect(after(fact({ wrote: true, ranAt: ago(DAY_MS) }), fact()).status).toBe("met");
  expect(after(fact({ wrote: true, ranAt: ago(DAY_MS) }), fact({ result: "failed" })).status).toBe("unmet");
});

test("tests of the future and of before the text was written never happened", () => {
  expect(after(fact({ ranAt: ago(-60_000) })).status).toBe("stale");
  expect(after(fact({ ranAt: ago(31 * DAY_MS) })).status).toBe("stale");
});
