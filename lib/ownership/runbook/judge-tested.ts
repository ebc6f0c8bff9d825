import { formatDate } from "#lib/core/format";
import { addDays } from "#lib/core/time";
import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";
import type { RunbookFacts } from "./judge-runbook.ts";

export type TestedPolicy = {
  /** Days for which a passed test of the runbook counts. */
  runbookTestDays: number;
};

export type TestFact = {
  result: "passed" | "failed";
  /** RFC 3339 */
  ranAt: string;
  tester: string;
  /** Whether the tester was on the feature's rotation when it ran. What was so then stays so. */
  onRotation: boolean;
  /** Whether the tester wrote any of what changed since the runbook last passed. */
  wrote: boolean;
};

export type TestedEvidence = {
  /** Of the newest revision, the newest test first; null when there is no runbook. */
  tests: {
    ofNewest: TestFact[];
    /** Whether it is known who wrote each revision since the runbook last passed. */
    authorsKnown: boolean;
    /** The newest older revision that passed. */
    lastPass: { revision: number; ranAt: string } | null;
  } | null;
};

/** Tests that could have happened: of a text that existed, and not in the future. */
function possible(tests: readonly TestFact[], writtenAt: string, now: Date): TestFact[] {
  return tests.filter((test) => Date.parse(test.ranAt) <= now.getTime() && test.ranAt >= writtenAt);
}

/** What a pass lacks to count, in words that go on "it was run …"; null when it counts. */
function lacks(test: TestFact, authorsKnown: boolean): string | null {
  if (!test.onRotation) return "who was not on the feature’s rotation then";
  if (test.wrote) return "who wrote it";
  if (!authorsKnown) return "and who wrote it is not known, because a key saved a part of it";
  return null;
}

/**
 * The finding of `tested`: the newest text passed, in the hands of somebody on the rotation who had not written it. Any
 * edit is a text that nobody has tested. A failed test counts from anybody, and a pass before or with it no longer.
 */
export function judgeTested(
  evidence: TestedEvidence & { runbook: RunbookFacts | null; feature: FeatureFacts },
  policy: TestedPolicy,
  now: Date,
): Finding {
  const { feature, runbook, tests } = evidence;
  const page = `/features/${feature.slug}/ownership`;
  if (runbook === null || tests === null) {
    return finding("tested", "unknown", "There is no runbook that could have been tested.", {
      fix: { label: "Write the runbook", href: `${page}#runbook` },
    });
  }
  const text = `Revision ${runbook.revision} of the runbook`;
  const due = `that is due every ${policy.runbookTestDays} days`;
  const not = (status: "unmet" | "stale" | "unknown", because: string, seen = true) =>
    finding("tested", status, because, {
      evidence: seen ? [{ label: "Tests", href: `${page}#runbook-tests` }] : [],
      fix: { label: "Record a test", href: `${page}#runbook-tests` },
    });
  const found = possible(tests.ofNewest, runbook.createdAt, now);
  const pass = found.find((test) => test.result === "passed" && lacks(test, tests.authorsKnown) === null);
  const failure = found.find((test) => test.result === "failed" && (!pass || test.ranAt >= pass.ranAt));
  const on = (test: { ranAt: string }) => formatDate(test.ranAt, "UTC");
  if (failure) return not("unmet", `${text} failed its test of ${on(failure)}, run by ${failure.tester}.`);
  if (pass) {
    const end = addDays(new Date(pass.ranAt), policy.runbookTestDays);
    if (end <= now) return not("stale", `${text} last passed a test on ${on(pass)}; ${due}.`);
    return finding("tested", "met", `${text} passed a test on ${on(pass)}, run by ${pass.tester}.`, {
      evidence: [{ label: "Tests", href: `${page}#runbook-tests` }],
      validUntil: end.toISOString(),
    });
  }
  const [newest] = found;
  if (newest) {
    const why = lacks(newest, tests.authorsKnown) ?? "";
    return not("unmet", `${text} was tested on ${on(newest)} only by ${newest.tester}, ${why}.`);
  }
  if (tests.lastPass) {
    const { revision } = tests.lastPass;
    return not(
      "stale",
      `${text} was never tested; the last one that passed is revision ${revision}, on ${on(tests.lastPass)}.`,
    );
  }
  return not("unknown", `${text} was never tested; ${due}.`, false);
}
