import { beforeEach, expect, test } from "vitest";
import { db } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { emptyRegistry } from "#lib/features/testing/empty-registry";
import { evaluateFeature } from "./evaluate-feature.ts";
import { mintFeature } from "./testing/telemetry-rows.ts";
import { countVerdictWeeks, keepVerdictDay, type Standing } from "./verdict-days.ts";

const now = new Date("2026-11-22T12:00:00Z");

// The count is over the whole installation.
beforeEach(emptyRegistry);

const keep = (standing: Partial<Standing> & { featureId: number }, at: Date) =>
  db().$transaction((tx) =>
    keepVerdictDay(tx, { lifecycle: "production", verdict: "production_grade", met: 6, ...standing }, at),
  );

test("weeks before anybody judged are gaps, not zeros", async () => {
  const { id } = await mintFeature();
  await keep({ featureId: id }, now);
  const weeks = await countVerdictWeeks(null, 3, now);
  expect(weeks.map(({ week, day, features }) => [week, day, features])).toEqual([
    [0, null, 0],
    [1, null, 0],
    [2, "2026-11-22", 1],
  ]);
  expect(weeks[2]).toMatchObject({ productionGrade: 1, approaching: 0, byAccident: 0, notInProduction: 0 });
});

test("the newest judged day of a week speaks for it", async () => {
  const { id } = await mintFeature();
  await keep({ featureId: id }, addDays(now, -3));
  await keep({ featureId: id, verdict: "by_accident", met: 2 }, addDays(now, -2));
  const [week] = await countVerdictWeeks(null, 1, now);
  expect(week).toMatchObject({ day: "2026-11-20", features: 1, productionGrade: 0, byAccident: 1 });
});

test("features that were not judged on the newest day of the week count as they last stood in it", async () => {
  const [today, before, retired] = [await mintFeature(), await mintFeature(), await mintFeature()];
  for (const { id } of [before, retired]) await keep({ featureId: id }, addDays(now, -3));
  await keep({ featureId: before.id, verdict: "approaching", met: 5 }, addDays(now, -1));
  await keep({ featureId: retired.id, lifecycle: "retired", verdict: "not_in_production" }, addDays(now, -2));
  await keep({ featureId: today.id }, now);
  expect(await countVerdictWeeks(null, 1, now)).toEqual([
    {
      week: 0,
      day: "2026-11-22",
      features: 2,
      productionGrade: 1,
      approaching: 1,
      byAccident: 0,
      notInProduction: 0,
    },
  ]);
});

test("the last judgement of a day is what the day says", async () => {
  const { id } = await mintFeature();
  await keep({ featureId: id }, now);
  await keep({ featureId: id, verdict: "approaching", met: 5 }, now);
  expect(await countVerdictWeeks(null, 1, now)).toMatchObject([
    { features: 1, productionGrade: 0, approaching: 1 },
  ]);
});

test("a feature counts from its registration until it is retired, and the past does not change", async () => {
  const [early, late, retired] = [await mintFeature(), await mintFeature(), await mintFeature()];
  for (const days of [-14, -7, 0]) await keep({ featureId: early.id }, addDays(now, days));
  await keep({ featureId: late.id, verdict: "by_accident", met: 0 }, now);
  await keep({ featureId: retired.id, verdict: "approaching", met: 4 }, addDays(now, -14));
  await keep({ featureId: retired.id, verdict: "approaching", met: 4 }, addDays(now, -7));
  await keep({ featureId: retired.id, lifecycle: "retired", verdict: "not_in_production", met: 4 }, now);
  const weeks = await countVerdictWeeks(null, 3, now);
  expect(weeks.map(({ features, productionGrade }) => [features, productionGrade])).toEqual([
    [2, 1],
    [2, 1],
    [2, 1],
  ]);
  expect(weeks[2]).toMatchObject({ byAccident: 1, approaching: 0 });
  expect(await countVerdictWeeks(late.id, 3, now)).toMatchObject([
    { day: null },
    { day: null },
    { day: "2026-11-22", features: 1, byAccident: 1 },
  ]);
});

test("judging a feature keeps its day, also when only its lifecycle changed", async () => {
  const feature = await mintFeature();
  const at = new Date();
  await evaluateFeature(feature.id, at);
  const day = async () => (await db().verdictDay.findMany({ where: { featureId: feature.id } })).at(-1);
  expect(await day()).toMatchObject({ lifecycle: "production", verdict: "by_accident", met: 0 });
  await db().feature.update({ where: { id: feature.id }, data: { lifecycle: "pilot" } });
  await evaluateFeature(feature.id, new Date(at.getTime() + 1000));
  expect(await day()).toMatchObject({ lifecycle: "pilot", verdict: "not_in_production" });
});
