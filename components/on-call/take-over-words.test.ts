import { expect, test } from "vitest";
import type { Plan } from "#lib/ownership/on-call/on-call-domain";
import { replacedInWords } from "./take-over-words.ts";

const people = [
  { id: "ada", name: "Ada Byron" },
  { id: "bob", name: "Bob Kahn" },
];
const plan: Plan = {
  schedules: [
    {
      number: 1,
      effectiveFrom: 0,
      zone: "Europe/Berlin",
      handOver: "09:00",
      period: "weekly",
      every: 1,
      anchor: "2026-03-02",
      members: ["ada", "bob"],
    },
  ],
  overrides: [],
  absent: [],
};
const said = (userId: string, from: string, to: string) =>
  replacedInWords(plan, { userId, from: Date.parse(from), to: Date.parse(to) }, people, "Europe/Berlin");

test("says whose time is taken, and that one's own is not", () => {
  expect(said("bob", "2026-03-03T08:00Z", "2026-03-10T08:00Z")).toBe(
    "In place of Ada Byron from Tue 3 Mar 2026, 09:00 to Mon 9 Mar 2026, 09:00 CET.",
  );
  expect(said("ada", "2026-03-03T08:00Z", "2026-03-04T08:00Z")).toBe(
    "That is their own turn already: nothing would change.",
  );
});
