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

const by = (number: number, authorId: string | null, ...lines: string[]): RevisionFact => ({
  ...revision(number, authorId),
  markdown: lines.join("\n\n"),
});
const known = (...revisions: RevisionFact[]) => testsOfNewest(revisions, [])?.authorsKnown;
const [stop, tell, wait] = ["Stop the queue.", "Tell the desk.", "Wait an hour."];

test("a person makes a text known again by one that is free of what was unknown, and a comma does not", () => {
  const ada = by(1, "ada", stop, tell);
  expect(known(ada, by(2, null, stop, tell, wait), by(3, "bob", stop, `${tell}!`, wait))).toBe(false);
  expect(known(ada, by(2, null, stop, tell, wait), by(3, "bob", stop, `${tell}!`))).toBe(true);
  // What was taken out is a part of the text too, and so is the order.
  expect(known(ada, by(2, null, stop), by(3, "bob", stop, wait))).toBe(false);
  expect(known(ada, by(2, null, stop), by(3, "bob", stop, tell, wait))).toBe(true);
  expect(known(ada, by(2, null, tell, stop), by(3, "bob", tell, stop, wait))).toBe(false);
  expect(known(by(1, null, stop), by(2, "bob", wait))).toBe(true);
  // Each of several that are unknown counts.
  expect(known(by(1, null, stop), by(2, "ada", stop, tell), by(3, null, tell), by(4, "bob", stop))).toBe(
    false,
  );
});

test("who brings the known text back has written it beside its authors", () => {
  const revisions = [by(1, "ada", stop), by(2, null, stop, wait), by(3, "bob", stop)];
  for (const [tester, did] of [
    ["ada", true],
    ["bob", true],
    ["eve", false],
  ] as const)
    expect(wrote(revisions, [run(3, tester)])).toBe(did);
});

test("tests of older revisions say nothing of the newest, also when its text is the older one again", () => {
  const three = [revision(1, "ada"), revision(2, "ada"), revision(3, "ada")];
  const found = testsOfNewest(three, [run(1, "eve"), run(2, "eve", { result: "failed" })]);
  expect(found).toMatchObject({ ofNewest: [], lastPass: { revision: 1 } });
  expect(testsOfNewest([], [])).toBeNull();
});
