import { expect, test } from "vitest";
import { nextWords, subjectOf } from "./next-domain.ts";
import { allMet, card, now, rowOf } from "./testing/rows.ts";

const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const ahead = (days: number) => ago(-days);

test("an open check says what it is about, how it stands and for how long", () => {
  const row = rowOf({}, card(["met", "met", "met", "met", "met", "stale"], null, "tested"));
  if (!row.next) throw new Error("nothing is next");
  expect(nextWords({ ...row, next: { ...row.next, since: ago(12) } })).toEqual({
    subject: "Runbook test",
    state: "stale for 12 d",
  });
  expect(nextWords({ ...row, next: { ...row.next, since: now.toISOString() } }).state).toBe(
    "stale for < 1 h",
  );
  expect(nextWords(row).state, "since when is not known").toBe("stale");
  expect(nextWords({ ...row, next: { ...row.next, status: "unknown", since: ago(12) } }).state).toBe(
    "never shown",
  );
});

test("when every check is met, what falls due next is what is next", () => {
  expect(nextWords(rowOf({}, card(allMet, ahead(19), "tested")))).toMatchObject({ state: "due in 19 d" });
  expect(nextWords(rowOf({}, card(allMet)))).toEqual({
    subject: "Every check is met",
    state: "nothing falls due",
  });
  expect(nextWords(rowOf())).toEqual({ subject: "Not judged yet", state: "within a minute" });
});

test("titles that speak for themselves stay", () => {
  expect(subjectOf({ key: "quality", id: "eval-set", title: "Eval set" })).toBe("Eval set");
  expect(subjectOf({ key: "failures", id: "drilled", title: "Drilled" })).toBe("Drills");
});
