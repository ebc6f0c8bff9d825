import { expect, test } from "vitest";
import { playwrightCounts, settled, totalLine, vitestCounts } from "./suite-counts.ts";

test("a file that does not load counts as a failed test beside the failed tests of others", () => {
  const testResults = [
    { status: "failed", assertionResults: [{}, {}] },
    { status: "failed", assertionResults: [] },
    { status: "passed", assertionResults: [{}] },
  ];
  expect(vitestCounts({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({
    passed: 2,
    failed: 2,
  });
});

test("a browser test that only passed when repeated has failed, and so has one that never ran", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 5 });
});

test("a suite cannot pass by crashing or by holding no test", () => {
  expect(settled(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  expect(settled(undefined, null)).toEqual({ passed: 0, failed: 1 });
  expect(settled({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  expect(settled({ passed: 7, failed: 0 }, 1)).toEqual({ passed: 7, failed: 1 });
  expect(settled({ passed: 7, failed: 2 }, 1)).toEqual({ passed: 7, failed: 2 });
  expect(settled({ passed: 7, failed: 0 }, 0)).toEqual({ passed: 7, failed: 0 });
});

test("the last line adds up all suites", () => {
  expect(
    totalLine([
      { passed: 3, failed: 0 },
      { passed: 4, failed: 2 },
    ]),
  ).toBe("7 passed, 2 failed");
  expect(totalLine([])).toBe("0 passed, 0 failed");
});
