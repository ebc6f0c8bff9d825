import { expect, test } from "vitest";
import type { CallSummary } from "#lib/telemetry/explorer-answers-schema";
import { histogramCaption, prepareHistogram } from "./prepare-histogram.ts";

const summary = (change: Partial<CallSummary>): CallSummary => ({
  calls: 3,
  errors: 1,
  notCounted: [],
  step: "hour",
  from: "2026-03-14T08:00:00.000Z",
  to: "2026-03-14T11:20:00.000Z",
  bars: [{ start: "2026-03-14T09:00:00.000Z", ok: 2, error: 1 }],
  facets: {} as CallSummary["facets"],
  facetsComplete: true,
  ...change,
});

test("an hour without a call stands there with nothing in it", () => {
  const bars = prepareHistogram(summary({}), "Europe/Berlin");
  expect(bars.map(({ label, plain, marked }) => [label, plain, marked])).toEqual([
    ["14 Mar 2026, 09:00", 0, 0],
    ["14 Mar 2026, 10:00", 2, 1],
    ["14 Mar 2026, 11:00", 0, 0],
    ["14 Mar 2026, 12:00", 0, 0],
  ]);
});

test("bars touch one another, whatever the step; every count is in one", () => {
  for (const step of ["hour", "day", "week", "month"] as const) {
    const start = {
      hour: "2026-02-03T04:00:00Z",
      day: "2026-02-03",
      week: "2026-02-02",
      month: "2026-02-01",
    }[step];
    const bars = prepareHistogram(
      summary({
        step,
        from: "2026-02-03T02:00:00Z",
        to: "2026-02-14T00:00:00Z",
        bars: [{ start, ok: 5, error: 0 }],
      }),
      "UTC",
    );
    for (const [index, bar] of bars.entries()) expect(bar.from).toBe(bars[index - 1]?.to ?? bar.from);
    expect(bars.reduce((sum, bar) => sum + bar.plain, 0)).toBe(5);
    expect(bars[0]?.from).toBeLessThanOrEqual(Date.parse("2026-02-03T02:00:00Z"));
  }
});

test("nothing has no bars; filters that only rows know are said", () => {
  expect(prepareHistogram(summary({ from: null, to: null, bars: [] }), "UTC")).toEqual([]);
  expect(histogramCaption(summary({ notCounted: ["minCents"] }), "UTC")).toMatch(
    /before the filters on duration/,
  );
  expect(histogramCaption(summary({ step: "day" }), "Europe/Berlin")).toBe(
    "Calls per day, UTC; 1 of 3 failed.",
  );
});
