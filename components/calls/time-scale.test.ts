import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barOf, instantMs, ticksOf, timeScale } from "./time-scale.ts";

const origin = Date.parse("2026-02-03T04:00:00Z");
const iso = (ms: number) => new Date(origin + ms).toISOString();
const stretch = fc.record({
  startedAt: fc.integer({ min: 0, max: 40_000_000 }).map(iso),
  durationMs: fc.integer({ min: 0, max: 60_000 }),
});
const stretches = fc.array(stretch, { minLength: 1, maxLength: 30 });

describe("the scale of the bars", () => {
  it("reads instants to the microsecond", () => {
    expect(instantMs("1970-01-01T00:00:00.001500Z")).toBe(1.5);
    expect(instantMs("1970-01-01T00:00:01Z")).toBe(1000);
    expect(instantMs("1970-01-01T00:00:00.0012Z")).toBe(1.2);
  });

  it("is true to time where nothing is idle", () => {
    const spans = [
      { startedAt: iso(0), durationMs: 1000 },
      { startedAt: iso(500), durationMs: 250, timeToFirstTokenMs: 125 },
      { startedAt: iso(1000), durationMs: 1000 },
    ];
    const scale = timeScale(spans);
    expect(scale.gaps).toEqual([]);
    expect(spans.map((span) => barOf(scale, span))).toEqual([
      { left: 0, width: 0.5, firstToken: null },
      { left: 0.25, width: 0.125, firstToken: 0.5 },
      { left: 0.5, width: 0.5, firstToken: null },
    ]);
    expect(ticksOf(scale).map(({ ms }) => ms)).toEqual([0, 500, 1000, 1500, 2000]);
  });

  it("shortens the hours between the traces of a conversation, and knows how long they were", () => {
    const scale = timeScale([
      { startedAt: iso(0), durationMs: 5000 },
      { startedAt: iso(3_600_000), durationMs: 5000 },
    ]);
    expect(scale.gaps.map(({ from, to }) => to - from)).toEqual([3_595_000]);
    expect(scale.busyMs).toBe(10_000);
    expect(scale.gaps[0]?.width).toBeLessThan(0.1);
    expect(scale.busy.map(({ width }) => width)).toEqual([0.48, 0.48]);
    expect(ticksOf(scale).map(({ ms }) => ms)).toEqual([0, 3_600_000]);
  });

  it("leaves out the first token that came after the end", () => {
    const span = { startedAt: iso(0), durationMs: 100, timeToFirstTokenMs: 200 };
    expect(barOf(timeScale([span]), span).firstToken).toBeNull();
  });

  it("holds no spans, and spans of no length", () => {
    expect(timeScale([]).at(origin)).toBe(0);
    const still = { startedAt: iso(0), durationMs: 0 };
    expect(barOf(timeScale([still]), still)).toEqual({ left: 0, width: 0, firstToken: null });
  });

  it("keeps every bar within the whole, later ones never before earlier ones", () => {
    fc.assert(
      fc.property(stretches, (spans) => {
        const scale = timeScale(spans);
        const sorted = spans.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
        let before = 0;
        for (const span of sorted) {
          const { left, width } = barOf(scale, span);
          expect(left).toBeGreaterThanOrEqual(before - 1e-9);
          expect(left + width).toBeLessThanOrEqual(1 + 1e-9);
          before = left;
        }
        const widths = [...scale.busy, ...scale.gaps].reduce((sum, piece) => sum + piece.width, 0);
        expect(widths).toBeCloseTo(1, 6);
      }),
    );
  });

  it("draws what runs to one scale: bars are as long to each other as their spans", () => {
    fc.assert(
      fc.property(stretches, (spans) => {
        const scale = timeScale(spans);
        for (const span of spans) {
          const { width } = barOf(scale, span);
          const room = scale.busy.reduce((sum, piece) => sum + piece.width, 0);
          if (scale.busyMs > 0) expect(width).toBeCloseTo((span.durationMs / scale.busyMs) * room, 6);
        }
      }),
    );
  });
});
