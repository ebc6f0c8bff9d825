import { expect, test } from "vitest";
import { HOUR_MS } from "#lib/core/time";
import { seriesOf } from "./timeline-domain.ts";

const start = Date.parse("2026-03-28T00:00:00Z");
const hour = (at: number, more = {}) => ({
  start: start + at * HOUR_MS,
  interactions: 10,
  priced: 10,
  costNano: 1_000_000_000n,
  calls: 20,
  errors: 5,
  ...more,
});

test("days are those of the zone, also the short one, and a day without traffic is a gap", () => {
  const span = { from: start, to: start + 72 * HOUR_MS };
  const days = seriesOf([hour(0), hour(1), hour(50)], span, "day", "Europe/Berlin");
  expect(days.map((day) => day.start)).toEqual([
    "2026-03-28T00:00:00.000Z",
    "2026-03-28T23:00:00.000Z",
    "2026-03-29T22:00:00.000Z",
    "2026-03-30T22:00:00.000Z",
  ]);
  expect(days.map((day) => day.interactions)).toEqual([20, 0, 10, 0]);
  expect(days[0]).toMatchObject({ cents: 10, errorShare: 0.25 });
  expect(days[1]).toMatchObject({ cents: null, errorShare: null });
});

test("what has no price is no zero", () => {
  const span = { from: start, to: start + HOUR_MS };
  const cents = (more: object) => seriesOf([hour(0, more)], span, "hour", "UTC")[0]?.cents;
  expect(cents({ priced: 0, costNano: 0n })).toBeNull();
  expect(cents({ priced: 4, costNano: 0n })).toBeNull();
  expect(cents({ costNano: 0n })).toBe(0);
});

test("nothing is counted twice or lost between hours and days", () => {
  const hours = Array.from({ length: 72 }, (_, at) => hour(at, { interactions: at, priced: at }));
  const span = { from: start, to: start + 72 * HOUR_MS };
  for (const zone of ["UTC", "Asia/Kolkata", "America/Chicago"])
    for (const grain of ["hour", "day"] as const) {
      const series = seriesOf(hours, span, grain, zone);
      expect(series.reduce((sum, one) => sum + one.interactions, 0)).toBe((71 * 72) / 2);
    }
});
