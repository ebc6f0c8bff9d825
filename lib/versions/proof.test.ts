import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS } from "#lib/core/time";
import {
  compareObserved,
  type DeclaredRectangle,
  gapsIn,
  modelNames,
  type ObservedHour,
  provenStretch,
  provenStretches,
} from "./proof.ts";

const release = "ab".repeat(32);
const base: DeclaredRectangle = {
  from: 100 * HOUR_MS,
  to: null,
  recordedFrom: 100 * HOUR_MS,
  recordedTo: null,
  releases: [release],
};

test("a report proves from a day before it was recorded, and only while it was believed", () => {
  expect(provenStretch({ ...base, recordedFrom: 110 * HOUR_MS }, 24)?.from).toBe(100 * HOUR_MS);
  expect(provenStretch({ ...base, recordedFrom: 200 * HOUR_MS }, 24)?.from).toBe(176 * HOUR_MS);
  expect(provenStretch({ ...base, recordedTo: 150 * HOUR_MS }, 24)?.to).toBe(150 * HOUR_MS);
  expect(provenStretch({ ...base, to: 120 * HOUR_MS, recordedFrom: 300 * HOUR_MS }, 24)).toBeNull();
});

test("gaps and stretches share the time between them, whatever overlaps", () => {
  const rectangle = fc
    .record({
      from: fc.nat(200),
      length: fc.integer({ min: 1, max: 100 }),
      open: fc.boolean(),
      recorded: fc.nat(300),
    })
    .map(({ from, length, open, recorded }) => ({
      from,
      to: open ? null : from + length,
      recordedFrom: recorded,
      recordedTo: null,
      releases: [release],
    }));
  fc.assert(
    fc.property(
      fc.array(rectangle, { maxLength: 8 }),
      fc.nat(100),
      fc.integer({ min: 101, max: 300 }),
      (list, from, to) => {
        const stretches = provenStretches(list, 0);
        const gaps = gapsIn(stretches, from, to, 0);
        for (let at = from; at < to; at++) {
          const covered = stretches.some((one) => one.from <= at && at < one.to);
          expect(gaps.some((gap) => gap.from <= at && at < gap.to)).toBe(!covered);
        }
      },
    ),
  );
});

const models = { [release]: [{ name: "gpt-4o", version: "2024-08-06" }] };
const hour = (more: Partial<ObservedHour> = {}): ObservedHour => ({
  start: 120 * HOUR_MS,
  release: release.slice(0, 12),
  model: "gpt-4o-2024-08-06",
  generates: true,
  failed: false,
  calls: 10,
  ...more,
});
const compare = (hours: ObservedHour[], rectangles = [base]) =>
  compareObserved(hours, provenStretches(rectangles, 24), models);

test("calls agree by a prefix of twelve digits and the model's name with its version, in any case", () => {
  expect(
    compare([hour(), hour({ release: release.toUpperCase(), model: "GPT-4o-2024-08-06" })]),
  ).toMatchObject({ calls: 20, agreeing: 20 });
  expect(modelNames({ name: "main", version: "gpt-4o" })).toContain("gpt-4o");
});

test.each([
  ["no release", hour({ release: null }), "withoutRelease"],
  ["a prefix that is too short", hour({ release: release.slice(0, 11) }), "withoutRelease"],
  ["a release that was not declared", hour({ release: "cd".repeat(6) }), "otherRelease"],
  ["the release of another hour", hour({ start: 60 * HOUR_MS }), "otherRelease"],
  ["another model", hour({ model: "gpt-4o-mini" }), "otherModel"],
  ["a newer snapshot of the model", hour({ model: "gpt-4o-2024-11-20" }), "otherModel"],
  ["no word of which model answered", hour({ model: null }), "otherModel"],
] as const)("calls with %s do not agree", (_, observed, counter) => {
  expect(compare([observed])).toMatchObject({ agreeing: 0, [counter]: 10 });
});

test("a tool has no model that could answer", () => {
  expect(compare([hour({ model: null, generates: false })]).agreeing).toBe(10);
});

test("a feature whose every call fails proves nothing of what runs, whatever release it names", () => {
  const failed = hour({ model: null, failed: true });
  expect(compare([failed])).toMatchObject({ calls: 0, agreeing: 0 });
  expect(compare([failed, hour()])).toMatchObject({ calls: 10, agreeing: 10 });
  expect(compare([hour({ model: null, failed: true, release: null })])).toMatchObject({
    calls: 10,
    withoutRelease: 10,
  });
});

test("a declaration recorded after the fact does not make yesterday's calls agree", () => {
  const late = { ...base, recordedFrom: 190 * HOUR_MS };
  expect(compare([hour()], [late]).agreeing).toBe(0);
  expect(compare([hour({ start: 170 * HOUR_MS })], [late]).agreeing).toBe(10);
});

test("in the hour of a change both releases agree", () => {
  const other = "cd".repeat(32);
  const change = 120.5 * HOUR_MS;
  const rectangles = [
    { ...base, to: change },
    { ...base, from: change, recordedFrom: change, releases: [other] },
  ];
  const both = compareObserved([hour(), hour({ release: other })], provenStretches(rectangles, 24), {
    ...models,
    [other]: models[release] ?? [],
  });
  expect(both).toMatchObject({ calls: 20, agreeing: 20, mostUndeclared: null });
});

test("an hour's calls are held against what ran in that hour: neither what began at its end nor what ended at its start", () => {
  const start = 100 * HOUR_MS;
  const release = "ab".repeat(32);
  const hours = [{ start, release, model: null, generates: false, failed: false, calls: 1 }];
  const agreeing = (from: number, to: number) =>
    compareObserved(hours, [{ from, to, releases: [release] }], {}).agreeing;
  expect(agreeing(start + HOUR_MS, start + 2 * HOUR_MS)).toBe(0);
  expect(agreeing(start - HOUR_MS, start)).toBe(0);
  expect(agreeing(start + HOUR_MS - 1, start + 2 * HOUR_MS)).toBe(1);
  expect(agreeing(start - HOUR_MS, start + 1)).toBe(1);
});
