import { expect, test } from "vitest";
import type { TrendPoint } from "#lib/portfolio/changes-schema";
import { trendColumns, trendWords } from "./prepare-trend.ts";

const now = new Date("2026-11-22T12:00:00Z");
const gap = (week: number): TrendPoint => ({
  ...{ week, day: null, features: 0, productionGrade: 0 },
  ...{ approaching: 0, byAccident: 0, notInProduction: 0 },
});
const point = (week: number, day: string, productionGrade: number, byAccident: number): TrendPoint => ({
  ...gap(week),
  ...{ day, productionGrade, byAccident, features: productionGrade + byAccident },
});

test("weeks without a judged day are missing columns, not columns of zeros", () => {
  const columns = trendColumns([gap(0), point(1, "2026-11-15", 1, 3), point(2, "2026-11-22", 0, 2)], now);
  expect(columns.map(({ label, counts }) => [label, counts])).toEqual([
    ["8 Nov 2026", null],
    ["15 Nov 2026", [1, 0, 3, 0]],
    ["22 Nov 2026", [0, 0, 2, 0]],
  ]);
});

test("a day on which all features were retired has no share", () => {
  expect(trendWords([{ ...gap(0), day: "2026-11-22" }])).toMatchObject({
    line: [null],
    was: null,
    sentence: "Nothing has been judged yet.",
  });
});

test("now is compared with the oldest week that is known", () => {
  expect(trendWords([gap(0), point(1, "2026-11-15", 1, 3), gap(2), point(3, "2026-11-22", 3, 1)])).toEqual({
    line: [null, 0.25, null, 0.75],
    was: "was 25 % on 15 Nov 2026",
    sentence:
      "75 % of the features in use are production-grade; it was 25 % on 15 Nov 2026. Weeks that nobody judged stay empty.",
  });
});

test("with one week there is nothing to compare with yet", () => {
  const { was, sentence } = trendWords([gap(0), point(1, "2026-11-22", 1, 1)]);
  expect(was).toBeNull();
  expect(sentence).toContain("The history begins this week");
});
