import { expect, test } from "vitest";
import { DAY_MS } from "#lib/core/time";
import {
  nextHandOvers,
  type Plan,
  type Schedule,
  shiftsBetween,
} from "#lib/ownership/on-call/on-call-domain";
import { emptyDraft, formOf, planWith, readDraft } from "./schedule-draft.ts";

const schedule: Schedule = {
  number: 1,
  effectiveFrom: Date.parse("2026-03-02T08:00:00Z"),
  zone: "Europe/Berlin",
  handOver: "09:00",
  period: "weekly",
  every: 2,
  anchor: "2026-03-02",
  members: ["ada", "bob"],
};
const plan: Plan = { schedules: [schedule], overrides: [], absent: [] };
const now = Date.parse("2026-03-25T12:00:00Z");
const whole = (one: Plan) =>
  shiftsBetween(one, now, now + 200 * DAY_MS).map(({ from, userId }) => [from, userId]);

const edited = (change: object) => {
  const read = readDraft({ ...formOf(schedule, [], now), ...change }, schedule, now);
  if (!read) throw new Error("the draft is not whole");
  return planWith(plan, read, 2);
};

test("saving a schedule unchanged changes nothing, in the middle of a turn of two weeks", () => {
  expect(formOf(schedule, [], now).members).toEqual(["bob", "ada"]);
  expect(whole(edited({}))).toEqual(whole(plan));
});

test("adding somebody moves no hand-over, and they come in their place", () => {
  const after = edited({ members: ["bob", "eve", "ada"] });
  expect(whole(after).map(([from]) => from)).toEqual(whole(plan).map(([from]) => from));
  expect(nextHandOvers(after, now, 3).map((shift) => shift.userId)).toEqual(["eve", "ada", "bob"]);
});

test("another rhythm begins with the first of the list, now or at the time that was chosen", () => {
  const after = edited({ period: "daily", every: 1, members: ["eve", "ada"] });
  expect(whole(after)[0]).toEqual([now, "eve"]);
  const later = edited({ period: "daily", every: 1, members: ["eve"], start: "2026-04-01T00:00" });
  expect(whole(later).at(-1)?.[1]).toBe("eve");
  expect(shiftsBetween(later, now, now + DAY_MS)[0]?.userId).toBe("bob");
});

test("people who are away are not proposed again, and a field that is missing gives no draft", () => {
  expect(formOf(schedule, ["ada"], now).members).toEqual(["bob"]);
  expect(readDraft({ ...emptyDraft("UTC"), zone: null }, null, now)).toBeNull();
  expect(readDraft({ ...emptyDraft("UTC"), handOver: "" }, null, now)).toBeNull();
  expect(readDraft({ ...emptyDraft("UTC"), start: "2026-04" }, null, now)).toBeNull();
});
