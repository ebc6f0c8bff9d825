import { expect, test } from "vitest";
import { type RecordedTest, type RevisionFact, testsOfNewest } from "./tested-domain.ts";

const day = (n: number) => new Date(Date.UTC(2026, 9, n));
const revision = (number: number, authorId: string | null, on = number): RevisionFact => ({
  number,
  authorId,
  createdAt: day(on),
});
const run = (revisionNumber: number, testerId: string, more: Partial<RecordedTest> = {}): RecordedTest => ({
  revision: revisionNumber,
  result: "passed",
  ranAt: day(revisionNumber + 1),
  testerId,
  testerName: testerId,
  onRotation: true,
  ...more,
});
const wrote = (revisions: RevisionFact[], tests: RecordedTest[]) =>
  testsOfNewest(revisions, tests)?.ofNewest[0]?.wrote;

test("who wrote the newest revision wrote it", () => {
  expect(wrote([revision(1, "ada")], [run(1, "ada")])).toBe(true);
  expect(wrote([revision(1, "ada")], [run(1, "bob")])).toBe(false);
});

test("a comma by a colleague does not make the text somebody else's", () => {
  const both = [revision(1, "ada"), revision(2, "bob")];
  expect(wrote(both, [run(2, "ada")])).toBe(true);
  expect(wrote(both, [run(2, "bob")])).toBe(true);
  expect(wrote(both, [run(2, "eve")])).toBe(false);
});

test("after a pass only what was changed since counts", () => {
  const both = [revision(1, "ada", 1), revision(2, "bob", 3)];
  const tests = [run(1, "eve", { ranAt: day(2) }), run(2, "ada", { ranAt: day(4) })];
  expect(wrote(both, tests)).toBe(false);
  expect(testsOfNewest(both, tests)?.lastPass).toEqual({ revision: 1, ranAt: day(2).toISOString() });
});

test.each<[string, Partial<RecordedTest>[]]>([
  ["failed", [{ result: "failed" }]],
  ["by its author", [{ testerId: "ada" }]],
  ["by an outsider", [{ onRotation: false }]],
  ["failed on the same day", [{}, { result: "failed", testerId: "zoe" }]],
  ["of before it was written", [{ ranAt: day(0) }]],
])("a test that is %s begins nothing anew", (_, earlier) => {
  const both = [revision(1, "ada", 1), revision(2, "bob", 3)];
  const first = earlier.map((more) => run(1, "eve", { ranAt: day(2), ...more }));
  const found = testsOfNewest(both, [...first, run(2, "ada", { ranAt: day(4) })]);
  expect(found?.lastPass).toBeNull();
  expect(found?.ofNewest[0]?.wrote).toBe(true);
});

test("a text whose author nobody knows may be anybody's", () => {
  expect(testsOfNewest([revision(1, null)], [run(1, "eve")])?.authorsKnown).toBe(false);
  expect(testsOfNewest([revision(1, null), revision(2, "ada")], [])?.authorsKnown).toBe(false);
});

test("tests of older revisions say nothing of the newest, also when its text is the older one again", () => {
  const three = [revision(1, "ada"), revision(2, "ada"), revision(3, "ada")];
  const found = testsOfNewest(three, [run(1, "eve"), run(2, "eve", { result: "failed" })]);
  expect(found).toMatchObject({ ofNewest: [], lastPass: { revision: 1 } });
  expect(testsOfNewest([], [])).toBeNull();
});
