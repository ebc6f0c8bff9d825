import fc from "fast-check";
import { expect, test } from "vitest";
import { seriesStarts } from "#lib/cost/domain";
import { piecesOf } from "./pieces.ts";
import { DAY_MS, HOUR_MS } from "./time.ts";

const first = Date.parse("2026-03-20T00:00:00Z");
const hour = (index: number) => new Date(first + index * HOUR_MS);

/** How often each hour is counted in each bin, by going through the pieces hour by hour. */
function counted(edges: readonly Date[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { from, to, bin, sign } of piecesOf(edges)) {
    for (let at = from.getTime(); at < to.getTime(); at += HOUR_MS) {
      const key = `${bin} ${at}`;
      counts.set(key, (counts.get(key) ?? 0) + sign);
    }
  }
  return new Map([...counts].filter(([, count]) => count !== 0));
}

const sorted = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 20 }), { minLength: 2, maxLength: 12 })
  .map((list) => list.sort((a, b) => a - b).map(hour));

test("every hour between two edges is counted once in its bin and in no other", () => {
  fc.assert(
    fc.property(sorted, (edges) => {
      const counts = counted(edges);
      const hours = ((edges.at(-1)?.getTime() ?? 0) - (edges[0]?.getTime() ?? 0)) / HOUR_MS;
      expect(counts.size).toBe(hours);
      for (const [key, count] of counts) {
        const [bin = 0, at = 0] = key.split(" ").map(Number);
        expect(count).toBe(1);
        expect(at >= (edges[bin]?.getTime() ?? Number.NaN) && at < (edges[bin + 1]?.getTime() ?? 0)).toBe(
          true,
        );
      }
    }),
  );
});

test("pieces of days begin and end at midnight of UTC", () => {
  fc.assert(
    fc.property(sorted, (edges) => {
      for (const piece of piecesOf(edges)) {
        if (piece.grain === "h") continue;
        expect(piece.from.getTime() % DAY_MS).toBe(0);
        expect(piece.to.getTime() % DAY_MS).toBe(0);
      }
    }),
  );
});

test.each([
  ["UTC", 0],
  ["Europe/Berlin", 2],
  ["America/Los_Angeles", 8],
  ["Asia/Tokyo", 9],
])("thirty days of %s need at most %d hours on each side of a day", (zone, most) => {
  const range = { from: hour(0), to: hour(24 * 30) };
  const [, ...inner] = seriesStarts(range, "day", zone);
  const pieces = piecesOf([...inner, range.to]);
  const hours = pieces.filter((piece) => piece.grain === "h" && piece.bin < inner.length - 1);
  for (const piece of hours)
    expect((piece.to.getTime() - piece.from.getTime()) / HOUR_MS).toBeLessThanOrEqual(most);
  expect(pieces.some((piece) => piece.grain === "d")).toBe(true);
});
