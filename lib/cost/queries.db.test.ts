import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { costSummaries } from "./queries.ts";
import { insertCalls, makeFeature } from "./testing/telemetry-rows.ts";

const now = new Date("2026-03-31T15:20:00Z");
const hex = () => randomUUID().replaceAll("-", "");

describe("costSummaries", () => {
  it("has an entry for each feature that was asked for, and nothing of others", async () => {
    const [busy, silent, other] = await Promise.all([makeFeature(), makeFeature(), makeFeature()]);
    await insertCalls(other.id, [{ interaction: hex(), at: "2026-03-31T10:00:00Z", costNano: 77 }]);
    await insertCalls(busy.id, [
      { interaction: hex(), at: "2026-03-31T15:10:00Z", costNano: 20_000_000 },
      { interaction: hex(), at: "2026-03-30T16:00:00Z", costNano: 40_000_000 },
      { interaction: hex(), at: "2026-03-30T16:05:00Z", costNano: null },
      // An hour too early for the 24 hours, the first day of the 30, and a day too early for those.
      { interaction: hex(), at: "2026-03-30T15:59:00Z", costNano: 60_000_000 },
      { interaction: hex(), at: "2026-03-02T00:00:00Z", costNano: 80_000_000 },
      { interaction: hex(), at: "2026-03-01T23:59:00Z", costNano: 990_000_000 },
      { interaction: hex(), at: "2026-03-31T15:15:00Z", costNano: 990_000_000, environment: "staging" },
    ]);
    const summaries = await costSummaries([busy.id, silent.id], now);
    expect([...summaries.keys()].sort((a, b) => a - b)).toEqual([busy.id, silent.id].sort((a, b) => a - b));
    const summary = summaries.get(busy.id);
    expect(summary).toMatchObject({
      cents24h: 3,
      cents30d: 5,
      interactions24h: 3,
      lastTelemetryAt: "2026-03-31T15:15:00.000Z",
    });
    expect(summary).toMatchObject({ billableCalls24h: 3, unpricedCalls24h: 1 });
    // Every environment, and the month from its first day on.
    expect(summary?.spendThisMonthNano).toBe(2_180_000_000n);
    expect(summary?.sparkline).toEqual([8, ...Array(27).fill(null), 5, 2]);
    expect(summaries.get(silent.id)).toEqual({
      featureId: silent.id,
      cents24h: null,
      cents30d: null,
      interactions24h: 0,
      sparkline: Array(30).fill(null),
      billableCalls24h: 0,
      unpricedCalls24h: 0,
      spendThisMonthNano: 0n,
      lastTelemetryAt: null,
    });
  });

  it("asks nothing for no features", async () => {
    expect(await costSummaries([], now)).toEqual(new Map());
  });
});
