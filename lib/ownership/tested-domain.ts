import type { TestedEvidence } from "./judge-tested.ts";

/** A revision without its text; authorId is null where no person is known to have written it. */
export type RevisionFact = { number: number; authorId: string | null; createdAt: Date };

/** A test as it was recorded. */
export type RecordedTest = {
  revision: number;
  result: string;
  ranAt: Date;
  testerId: string;
  testerName: string;
  onRotation: boolean;
};

/** What counted when a revision was tested: who had written something since the pass before. */
type Since = {
  authors: Set<string>;
  allKnown: boolean;
};

const newestFirst = (a: RecordedTest, b: RecordedTest) => b.ranAt.getTime() - a.ranAt.getTime();

/** The newest test that makes a revision pass: by somebody who may, and not failed by anybody then or later. */
function passOf(tests: readonly RecordedTest[], { authors, allKnown }: Since): RecordedTest | null {
  const pass = tests
    .toSorted(newestFirst)
    .find((test) => test.result === "passed" && test.onRotation && allKnown && !authors.has(test.testerId));
  if (!pass) return null;
  const failed = tests.some((test) => test.result === "failed" && test.ranAt >= pass.ranAt);
  return failed ? null : pass;
}

/**
 * What the tests of a runbook say of its newest revision. Whoever wrote any part of it since it last passed has written
 * what is tested: a comma by a colleague does not make the rest somebody else's. A pass begins anew, because it shows
 * that others could follow the text as it was.
 */
export function testsOfNewest(
  revisions: readonly RevisionFact[],
  tests: readonly RecordedTest[],
): TestedEvidence["tests"] {
  let since: Since = { authors: new Set(), allKnown: true };
  let lastPass: { revision: number; ranAt: string } | null = null;
  const inOrder = revisions.toSorted((a, b) => a.number - b.number);
  const newest = inOrder.at(-1);
  if (!newest) return null;
  for (const revision of inOrder) {
    if (revision.authorId === null) since.allKnown = false;
    else since.authors.add(revision.authorId);
    if (revision === newest) break;
    const own = tests.filter(
      (test) => test.revision === revision.number && test.ranAt >= revision.createdAt,
    );
    const pass = passOf(own, since);
    if (!pass) continue;
    lastPass = { revision: revision.number, ranAt: pass.ranAt.toISOString() };
    since = { authors: new Set(), allKnown: true };
  }
  return {
    ofNewest: tests
      .filter((test) => test.revision === newest.number)
      .toSorted(newestFirst)
      .map((test) => ({
        result: test.result === "passed" ? "passed" : "failed",
        ranAt: test.ranAt.toISOString(),
        tester: test.testerName,
        onRotation: test.onRotation,
        wrote: since.authors.has(test.testerId),
      })),
    authorsKnown: since.allKnown,
    lastPass,
  };
}
