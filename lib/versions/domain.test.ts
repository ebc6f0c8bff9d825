import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  coverInterval,
  MILLION,
  nameOfChange,
  nextVersion,
  partsPerMillion,
  placeReport,
  type Rectangle,
} from "./domain.ts";
import { beliefAfter, CELLS, type PlainReport, plainReports } from "./testing/naive-model.ts";

type Recorded = Rectangle & { mix: number; recordedFrom: number; recordedTo: number };

/** Replays reports through the real rule; the recorded time of the k-th report is k. */
function replay(list: PlainReport[]): Recorded[] {
  const store: Recorded[] = [];
  for (const [now, { from, until, mix }] of list.entries()) {
    const believed = store.filter((one) => one.recordedTo === Number.POSITIVE_INFINITY);
    const { span, closed, remainders } = placeReport(believed, { from, until });
    const open = { recordedFrom: now, recordedTo: Number.POSITIVE_INFINITY };
    for (const rectangle of store)
      if (closed.some((one) => one.id === rectangle.id)) rectangle.recordedTo = now;
    for (const piece of remainders) {
      const origin = store.find((one) => one.deploymentId === piece.deploymentId);
      if (!origin) throw new Error("a remainder of nothing");
      store.push({ ...origin, ...piece, ...open, id: String(store.length) });
    }
    store.push({ ...span, ...open, id: String(store.length), deploymentId: `d${now}`, startedAt: from, mix });
  }
  return store;
}

const overlap = (a: Recorded, b: Recorded) =>
  a.from < b.to && b.from < a.to && a.recordedFrom < b.recordedTo && b.recordedFrom < a.recordedTo;

describe("placeReport", () => {
  it("never makes rectangles that overlap or are empty", () => {
    fc.assert(
      fc.property(plainReports, (list) => {
        const store = replay(list);
        for (const [index, one] of store.entries()) {
          expect(one.from).toBeLessThan(one.to);
          expect(one.recordedFrom).toBeLessThan(one.recordedTo);
          expect(store.slice(index + 1).some((other) => overlap(one, other))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("agrees with the naive model at every cell, as known after every report", () => {
    fc.assert(
      fc.property(plainReports, (list) => {
        const store = replay(list);
        for (let known = 0; known < list.length; known++) {
          const then = store.filter((one) => one.recordedFrom <= known && known < one.recordedTo);
          const model = beliefAfter(list.slice(0, known + 1), CELLS);
          const real = model.map(
            (_, cell) => then.find((one) => one.from <= cell && cell < one.to)?.mix ?? null,
          );
          expect(real).toEqual(model.map((belief) => belief?.mix ?? null));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("lets a late report end where a later change was already known", () => {
    const later = { id: "1", deploymentId: "b", startedAt: 10, from: 10, to: Number.POSITIVE_INFINITY };
    const { span, closed } = placeReport([later], { from: 4, until: null });
    expect([span, closed]).toEqual([{ from: 4, to: 10 }, []]);
  });
});

describe("coverInterval", () => {
  it("covers the whole interval without holes or overlaps", () => {
    fc.assert(
      fc.property(
        plainReports,
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 20 }),
        (list, from, length) => {
          const believed = replay(list).filter((one) => one.recordedTo === Number.POSITIVE_INFINITY);
          const interval = { from, to: from + length };
          const cover = coverInterval(believed, interval);
          expect(cover[0]?.from).toBe(interval.from);
          expect(cover.at(-1)?.to).toBe(interval.to);
          for (const [index, piece] of cover.entries()) {
            expect(piece.from).toBeLessThan(piece.to);
            if (index > 0) expect(piece.from).toBe(cover[index - 1]?.to);
          }
        },
      ),
    );
  });

  it("answers an instant with what holds it, the end of a stretch not being part of it", () => {
    const stretch = { from: 2, to: 5 };
    expect(coverInterval([stretch], { from: 2, to: 2 })).toEqual([{ from: 2, to: 2, of: stretch }]);
    expect(coverInterval([stretch], { from: 5, to: 5 })).toEqual([{ from: 5, to: 5, of: null }]);
  });
});

describe("partsPerMillion", () => {
  it("sums to exactly a million for any shares of a million", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(weights, (parts) => {
        const rest = MILLION - parts.reduce((sum, one) => sum + one, 0);
        const all = rest > 0 ? [...parts, rest] : [MILLION];
        expect(partsPerMillion(all.map((part) => part / MILLION))).toEqual(all);
      }),
    );
  });

  it("takes what rounding leaves over, and nothing else", () => {
    expect(partsPerMillion([1 / 3, 1 / 3, 1 / 3])).toEqual([333_334, 333_333, 333_333]);
    expect(partsPerMillion([0.9, 0.1])).toEqual([900_000, 100_000]);
    expect(partsPerMillion([0.9, 0.099998])).toBeNull();
    expect(partsPerMillion([0.9, 0.100002])).toBeNull();
    expect(partsPerMillion([1, 0.0000001])).toBeNull();
    expect(partsPerMillion([])).toBeNull();
  });
});

describe("names", () => {
  it("numbers versions after the highest", () => {
    expect([nextVersion([]), nextVersion(["v1", "v9", "v10"]), nextVersion(["2026-01", "v01"])]).toEqual([
      "v1",
      "v11",
      "v1",
    ]);
  });

  it("says what changed", () => {
    const v = (version: string, kind: "prompt" | "model" = "prompt") => ({ kind, name: "x", version });
    expect(nameOfChange([v("v2"), v("m", "model")], [v("v1"), v("m", "model")])).toBe("prompt v2");
    expect(nameOfChange([v("v2"), v("m", "model")], [])).toBe("prompt v2 + model m");
    expect(nameOfChange([v("v1"), v("v2"), v("m", "model")], [])).toBe("prompt v1 and 2 more");
    const reply = { kind: "prompt" as const, name: "reply", version: "v2" };
    expect(nameOfChange([reply, { ...reply, name: "tone" }], [{ ...reply, name: "tone" }])).toBe("reply v2");
    expect(nameOfChange([v("v1")], [v("v1")])).toBeNull();
  });
});
