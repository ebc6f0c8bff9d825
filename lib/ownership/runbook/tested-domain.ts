import type { TestedEvidence } from "./judge-tested.ts";
import { isFreeOf, type UnknownParts, withUnknown } from "./unknown-parts.ts";

/** authorId is null where no person is known to have written it; texts are read only of runbooks that have such revisions. */
export type RevisionFact = { number: number; authorId: string | null; createdAt: Date; markdown?: string };

/** A test as it was recorded. */
export type RecordedTest = {
  revision: number;
  result: string;
  ranAt: Date;
  testerId: string;
  testerName: string;
  onRotation: boolean;
};

/** Who wrote what is tested with a revision: everybody who changed anything since the text last passed. */
export type Authors = {
  authors: ReadonlySet<string>;
  allKnown: boolean;
};

type Pass = { revision: number; ranAt: string };

const newestFirst = (a: RecordedTest, b: RecordedTest) => b.ranAt.getTime() - a.ranAt.getTime();

/** The newest test that makes a revision pass: by somebody who may, and not failed by anybody then or later. */
function passOf(tests: readonly RecordedTest[], { authors, allKnown }: Authors): RecordedTest | null {
  const pass = tests
    .toSorted(newestFirst)
    .find((test) => test.result === "passed" && test.onRotation && allKnown && !authors.has(test.testerId));
  if (!pass) return null;
  const failed = tests.some((test) => test.result === "failed" && test.ranAt >= pass.ranAt);
  return failed ? null : pass;
}

/**
 * Walks the revisions from the first. Whoever wrote any part of the text since it last passed has written what is tested:
 * a comma by a colleague does not make the rest somebody else's. A pass begins anew, because it shows that others could
 * follow the text as it was. Where the author of a part is unknown nobody can pass, until a person saves a text that is
 * free of it.
 */
function walk(
  revisions: readonly RevisionFact[],
  tests: readonly RecordedTest[],
): { byRevision: Map<number, Authors>; passes: Pass[] } {
  const byRevision = new Map<number, Authors>();
  const passes: Pass[] = [];
  let since: Authors = { authors: new Set(), allKnown: true };
  let unknown: UnknownParts | null = null;
  let before = "";
  for (const { number, authorId, createdAt, markdown } of revisions.toSorted((a, b) => a.number - b.number)) {
    if (authorId === null) unknown = withUnknown(unknown, before, markdown ?? "");
    else if (unknown !== null && markdown !== undefined && isFreeOf(unknown, markdown)) unknown = null;
    before = markdown ?? "";
    const authors = authorId === null ? since.authors : new Set([...since.authors, authorId]);
    since = { authors, allKnown: unknown === null };
    byRevision.set(number, since);
    const own = tests.filter((test) => test.revision === number && test.ranAt >= createdAt);
    const pass = passOf(own, since);
    if (!pass) continue;
    passes.push({ revision: number, ranAt: pass.ranAt.toISOString() });
    since = { authors: new Set(), allKnown: true };
  }
  return { byRevision, passes };
}

/** Who wrote what is tested with each revision, by its number. */
export function authorsOfTested(
  revisions: readonly RevisionFact[],
  tests: readonly RecordedTest[],
): Map<number, Authors> {
  return walk(revisions, tests).byRevision;
}

/** What the tests of a runbook say of its newest revision; null when there is no runbook. */
export function testsOfNewest(
  revisions: readonly RevisionFact[],
  tests: readonly RecordedTest[],
): TestedEvidence["tests"] {
  if (revisions.length === 0) return null;
  const newest = Math.max(...revisions.map((revision) => revision.number));
  const { byRevision, passes } = walk(revisions, tests);
  const since = byRevision.get(newest);
  return {
    ofNewest: tests
      .filter((test) => test.revision === newest)
      .toSorted(newestFirst)
      .map((test) => ({
        result: test.result === "passed" ? "passed" : "failed",
        ranAt: test.ranAt.toISOString(),
        tester: test.testerName,
        onRotation: test.onRotation,
        wrote: since?.authors.has(test.testerId) ?? true,
      })),
    authorsKnown: since?.allKnown ?? false,
    lastPass: passes.findLast((pass) => pass.revision < newest) ?? null,
  };
}
