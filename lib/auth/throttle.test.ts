import fc from "fast-check";
import { expect, test } from "vitest";
import { delayAfter, THROTTLE_WINDOW_MS, waitBefore } from "./throttle.ts";

const now = new Date("2026-03-14T09:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const many = (count: number, seconds: number) => Array.from({ length: count }, () => ago(seconds));

test("four failures are free, the fifth waits 30 s, each further one twice as long up to 15 min", () => {
  expect([1, 4, 5, 6, 7, 8, 9, 10, 40].map(delayAfter)).toEqual([
    0, 0, 30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000,
  ]);
});

test("the wait runs from the newest failure", () => {
  expect(waitBefore({ ofEmail: many(5, 10), ofAddress: null }, now)).toBe(20_000);
  expect(waitBefore({ ofEmail: many(5, 30), ofAddress: null }, now)).toBe(0);
  expect(waitBefore({ ofEmail: [], ofAddress: null }, now)).toBe(0);
});

test("an address with twenty failures waits until the twentieth leaves the window", () => {
  expect(waitBefore({ ofEmail: [], ofAddress: many(19, 60) }, now)).toBe(0);
  expect(waitBefore({ ofEmail: [], ofAddress: many(20, 60) }, now)).toBe(THROTTLE_WINDOW_MS - 60_000);
});

test("nobody guesses faster than the rule, however the tries are spaced", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 50, maxLength: 300 }), (gaps) => {
      const tried: Date[] = [];
      let at = now.getTime();
      for (const gap of gaps) {
        at += gap * 1000;
        const inWindow = tried.filter((past) => past.getTime() > at - THROTTLE_WINDOW_MS);
        if (waitBefore({ ofEmail: inWindow, ofAddress: null }, new Date(at)) === 0)
          tried.unshift(new Date(at));
      }
      // Five at once and then at 30 s, 1, 2, 4, 8 and 15 min: at most 12 in any window.
      for (const start of tried) {
        const within = tried.filter((t) => t >= start && t.getTime() < start.getTime() + THROTTLE_WINDOW_MS);
        expect(within.length).toBeLessThanOrEqual(12);
      }
    }),
    { numRuns: 50 },
  );
});
