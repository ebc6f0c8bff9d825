import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { boundsOf, rollupParts } from "./period.ts";

const now = new Date("2026-03-14T09:20:00Z");
const iso = ({ from, to }: { from: Date | null; to: Date | null }) => [
  from?.toISOString(),
  to?.toISOString(),
];

test("a named period ends now and begins at a full hour; times of its own go before it", () => {
  expect(iso(boundsOf({ period: "24h" }, now))).toEqual(["2026-03-13T10:00:00.000Z", undefined]);
  expect(iso(boundsOf({ period: "7d" }, now))).toEqual(["2026-03-07T10:00:00.000Z", undefined]);
  expect(iso(boundsOf({ period: "1h" }, now))).toEqual(["2026-03-14T08:20:00.000Z", undefined]);
  expect(iso(boundsOf({}, now))).toEqual([undefined, undefined]);
  expect(iso(boundsOf({ period: "all" }, now))).toEqual([undefined, undefined]);
  expect(iso(boundsOf({ period: "7d", to: now }, now))).toEqual([undefined, now.toISOString()]);
});

test("parts hold every touched hour once, and no other", () => {
  const instant = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((minutes) => new Date(minutes * 60_000));
  fc.assert(
    fc.property(instant, instant, (from, to) => {
      const held = rollupParts({ from, to }).flatMap((part) => {
        const step = part.grain === "h" ? HOUR_MS : DAY_MS;
        const [first, last] = [part.from ?? 0, part.to ?? 0];
        expect(first % step).toBe(0);
        expect(last % step).toBe(0);
        return Array.from({ length: (last - first) / HOUR_MS }, (_, index) => first + index * HOUR_MS);
      });
      const touched: number[] = [];
      const start = Math.floor(from.getTime() / HOUR_MS) * HOUR_MS;
      if (from < to) for (let at = start; at < to.getTime(); at += HOUR_MS) touched.push(at);
      expect(held).toEqual(from < to ? touched : held);
      if (from > to) expect(held.length).toBeLessThanOrEqual(1);
    }),
  );
});

test("without bounds whole days are enough", () => {
  expect(rollupParts({ from: null, to: null })).toEqual([{ grain: "d", from: null, to: null }]);
  expect(rollupParts({ from: null, to: new Date("2026-03-14T09:20:00Z") })).toEqual([
    { grain: "d", from: null, to: Date.parse("2026-03-14T00:00:00Z") },
    { grain: "h", from: Date.parse("2026-03-14T00:00:00Z"), to: Date.parse("2026-03-14T10:00:00Z") },
  ]);
});
