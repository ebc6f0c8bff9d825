import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS } from "#lib/core/time";
import { isAbove, troubleIn } from "./trouble-domain.ts";

test("one failure in a quiet hour is no trouble, the same share in a busy one is", () => {
  expect(isAbove(1, 20, 0.005)).toBe(false);
  expect(isAbove(50, 1000, 0.005)).toBe(true);
  expect(isAbove(0, 1000, 0)).toBe(false);
  expect(isAbove(0, 0, 0.01)).toBe(false);
});

test("an hour that is at or under its limit is never trouble", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (total, share) => {
        const failed = Math.floor(total * share);
        expect(isAbove(failed, total, failed / total)).toBe(false);
      },
    ),
  );
});

test("hours that follow each other are one stretch, a gap parts them, and their order does not matter", () => {
  const bad = (hour: number) => ({ start: hour * HOUR_MS, interactions: 100, failed: 30 });
  const good = (hour: number) => ({ start: hour * HOUR_MS, interactions: 100, failed: 0 });
  expect(troubleIn([bad(6), bad(2), bad(1), good(3), bad(4)], 0.01)).toEqual([
    { from: HOUR_MS, to: 3 * HOUR_MS, interactions: 200, failed: 60 },
    { from: 4 * HOUR_MS, to: 5 * HOUR_MS, interactions: 100, failed: 30 },
    { from: 6 * HOUR_MS, to: 7 * HOUR_MS, interactions: 100, failed: 30 },
  ]);
});
