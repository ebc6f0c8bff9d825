import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aged,
  type Characteristic,
  type Check,
  cellStatus,
  characteristic,
  characteristicKeys,
  characteristicSentence,
  metCount,
  openChecks,
  statuses,
  verdictOf,
  verdictSentence,
} from "./domain.ts";

const rank = { by_accident: 0, approaching: 1, production_grade: 2, not_in_production: -1 } as const;

const status = fc.constantFrom(...statuses);
const check = (id: string): fc.Arbitrary<Check> =>
  status.map((value) => ({
    id,
    title: id,
    status: value,
    because: `Check ${id} says so.`,
    evidence: [],
    validUntil: null,
    fix: null,
  }));
const checks = fc
  .array(fc.constant(0), { maxLength: 5 })
  .chain((list) => fc.tuple(...list.map((_, index) => check(`c${index}`))));
const card: fc.Arbitrary<Characteristic[]> = fc.tuple(
  ...characteristicKeys.map((key) => checks.map((list) => characteristic(key, list))),
);

const open: Check = {
  id: "more",
  title: "More",
  status: "unknown",
  because: "Nobody knows.",
  evidence: [],
  validUntil: null,
  fix: null,
};

test("a characteristic is met only when it has checks and every one is met", () => {
  fc.assert(
    fc.property(checks, (list) => {
      const every = list.length > 0 && list.every((one) => one.status === "met");
      expect(characteristic("cost", list).met).toBe(every);
      expect(cellStatus({ key: "cost", checks: list }) === "met").toBe(every);
    }),
  );
});

test("a check that is not met never raises the verdict, wherever it is added", () => {
  fc.assert(
    fc.property(card, fc.nat(5), fc.constantFrom("unmet", "stale", "unknown"), (list, index, added) => {
      const more = list.map((one, at) =>
        at === index ? characteristic(one.key, [...one.checks, { ...open, status: added }]) : one,
      );
      expect(metCount(more)).toBeLessThanOrEqual(metCount(list));
      expect(rank[verdictOf(metCount(more), "production")]).toBeLessThanOrEqual(
        rank[verdictOf(metCount(list), "production")],
      );
    }),
  );
});

test("a flag that says met does not count against its checks, nor does a characteristic that comes twice", () => {
  const met = characteristicKeys.map((key) => characteristic(key, [{ ...open, status: "met" }]));
  expect(metCount(met)).toBe(6);
  expect(
    metCount(met.map((one) => (one.key === "audit" ? { ...one, checks: [open], met: true } : one))),
  ).toBe(5);
  expect(metCount([...met, { key: "audit", met: false, checks: [open] }])).toBe(5);
});

test("open checks come as unmet, stale, unknown, and within each in the order of the characteristics, whatever order came in", () => {
  fc.assert(
    fc.property(card, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (list, keys) => {
      const shuffled = list
        .map((one, index) => ({ one, at: keys[index] ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      expect(openChecks(shuffled)).toEqual(openChecks(list));
    }),
  );
});

test.each([
  [6, "production", "production_grade"],
  [5, "production", "approaching"],
  [4, "production", "approaching"],
  [3, "production", "by_accident"],
  [0, "production", "by_accident"],
  [6, "pilot", "not_in_production"],
  [6, "retired", "not_in_production"],
] as const)("%i of 6 in %s is %s", (met, lifecycle, verdict) => {
  expect(verdictOf(met, lifecycle)).toBe(verdict);
});

test("the sentence gives the score and two reasons of two characteristics, and goes on in lower case", () => {
  const list = characteristicKeys.map((key) =>
    characteristic(key, [{ ...open, status: "met", because: "It is." }]),
  );
  const worse = list.map((one) =>
    one.key === "quality"
      ? characteristic("quality", [
          { ...open, status: "stale", because: "Its last eval run is 12 days old." },
          { ...open, id: "b", status: "stale", because: "Its newest sample is from 10 November." },
        ])
      : one.key === "audit"
        ? characteristic("audit", [
            { ...open, because: "No one has said which of its outputs are high-impact." },
          ])
        : one,
  );
  expect(verdictSentence(worse, "production")).toEqual({
    lead: "4 of 6, approaching the bar.",
    rest: "Its last eval run is 12 days old, and no one has said which of its outputs are high-impact.",
  });
  expect(verdictSentence(list, "production")).toEqual({
    lead: "6 of 6, production-grade.",
    rest: "Every check is met.",
  });
  expect(verdictSentence(list, "retired").lead).toBe("6 of 6, retired.");
});

test("read aloud, a reason ends at its semicolon; the limit behind it stays with the check", () => {
  const long = {
    ...open,
    status: "unmet" as const,
    because: "2 % of 99 interactions failed; the limit is 0.5 %.",
  };
  const card = [
    characteristic("failures", [long]),
    characteristic("cost", [{ ...open, because: "No price." }]),
  ];
  expect(verdictSentence(card, "production").rest).toBe("2 % of 99 interactions failed, and no price.");
  expect(characteristicSentence({ key: "failures", met: false, checks: [long] })).toBe(
    "2 % of 99 interactions failed.",
  );
});

test("a characteristic's line gives its most telling open check, or what is true", () => {
  const met = { ...open, status: "met" as const };
  const list = [
    { ...met, because: "One claim is one trace." },
    { ...met, id: "b", because: "All is priced." },
  ];
  expect(characteristicSentence({ key: "cost", met: true, checks: list })).toBe(
    "One claim is one trace; all is priced.",
  );
  const worse = [...list, open, { ...open, id: "c", status: "unmet" as const, because: "No team owns it." }];
  expect(characteristicSentence({ key: "cost", met: false, checks: worse })).toBe("No team owns it.");
});

test("age makes what is met stale at its instant, and touches nothing else", () => {
  const until = new Date("2026-11-22T10:00:00Z");
  const list = [
    characteristic("cost", [
      { ...open, status: "met", because: "All is priced.", validUntil: until.toISOString() },
      { ...open, id: "b" },
    ]),
  ];
  expect(aged(list, new Date(until.getTime() - 1))).toEqual(list);
  const [later] = aged(list, until);
  expect(later?.checks.map((one) => one.status)).toEqual(["stale", "unknown"]);
  expect(later?.checks[0]?.because).toBe("No longer shown: all is priced.");
});
