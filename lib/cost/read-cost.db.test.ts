import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { pool } from "#lib/core/db";
import { bucketOf } from "#lib/core/stats";
import { costSummaries } from "./queries.ts";
import { readCost } from "./read-cost.ts";
import { type CostQuery, costQuery } from "./schema.ts";
import { insertCalls, makeFeature } from "./testing/telemetry-rows.ts";

const now = new Date("2026-03-31T15:20:00Z");
const ask = (query: Partial<Record<keyof CostQuery, string>> = {}) => costQuery.parse(query);
const hex = () => randomUUID().replaceAll("-", "");

describe("readCost", () => {
  it("says nothing, not zero, of a feature without telemetry", async () => {
    const feature = await makeFeature();
    const report = await readCost(feature.id, ask(), now);
    expect(report).toMatchObject({
      interactions: 0,
      calls: 0,
      unpricedCalls: 0,
      totalUsd: "0",
      coverage: null,
      centsPerInteraction: { mean: null, p50: null, p95: null, p99: null },
      shares: { first: null, retry: null, fallback: null, tool: null },
      byModel: [],
    });
    expect(report.series).toHaveLength(31);
    expect(report.series.every((point) => point.mean === null && point.interactions === 0)).toBe(true);
  });

  it("never takes unpriced for free", async () => {
    const feature = await makeFeature();
    const [priced, unpriced] = [hex(), hex()];
    await insertCalls(feature.id, [
      { interaction: priced, at: "2026-03-31T10:00:00Z", costNano: 30_000_000 },
      { interaction: unpriced, at: "2026-03-31T10:01:00Z", costNano: null },
      { interaction: unpriced, at: "2026-03-31T10:02:00Z", costNano: 990_000_000 },
    ]);
    const report = await readCost(feature.id, ask(), now);
    expect(report).toMatchObject({
      interactions: 2,
      unpricedInteractions: 1,
      billableCalls: 3,
      unpricedCalls: 1,
    });
    expect(report.centsPerInteraction.mean).toBe(3);
    expect(report.coverage).toBeCloseTo(2 / 3, 12);
    expect(report.totalUsd).toBe("1.02");
  });

  it("takes no zero of what failed for the cost of what has no price", async () => {
    const feature = await makeFeature();
    const at = "2026-03-31T10:00:00Z";
    await insertCalls(feature.id, [
      { interaction: hex(), at, costNano: null },
      { interaction: hex(), at, costNano: 0, status: 2 },
      { interaction: hex(), at, costNano: 0, status: 2 },
    ]);
    const report = await readCost(feature.id, ask(), now);
    expect(report.centsPerInteraction).toEqual({ mean: null, p50: null, p95: null, p99: null });
    expect(report.series.at(-1)).toMatchObject({ interactions: 3, mean: null, p50: null, p95: null });
    const summary = (await costSummaries([feature.id], now)).get(feature.id);
    expect(summary).toMatchObject({ cents24h: null, cents30d: null, interactions24h: 3 });
    expect(summary?.sparkline.at(-1)).toBeNull();
    await insertCalls(feature.id, [{ interaction: hex(), at: "2026-03-31T11:00:00Z", costNano: 30_000_000 }]);
    expect((await readCost(feature.id, ask(), now)).centsPerInteraction.mean).toBe(1);
  });

  it("splits the cost by attempt and keeps tools apart", async () => {
    const feature = await makeFeature();
    const interaction = hex();
    const at = "2026-03-31T10:00:00Z";
    await insertCalls(feature.id, [
      { interaction, at, costNano: 500, status: 2 },
      { interaction, at, costNano: 300, attempt: 2 },
      { interaction, at, costNano: 150, attempt: 3, model: "small" },
      { interaction, at, costNano: 50, operation: "execute_tool", attempt: 2, billable: true },
    ]);
    const report = await readCost(feature.id, ask(), now);
    expect(report.shares).toEqual({ first: 0.5, retry: 0.3, fallback: 0.15, tool: 0.05 });
    expect(report.byModel).toEqual([
      {
        kind: "model",
        provider: "openai",
        model: "gpt-4o",
        calls: 2,
        unpricedCalls: 0,
        usd: "0.0000008",
        share: 0.8,
      },
      {
        kind: "model",
        provider: "openai",
        model: "small",
        calls: 1,
        unpricedCalls: 0,
        usd: "0.00000015",
        share: 0.15,
      },
      {
        kind: "tool",
        provider: null,
        model: null,
        calls: 1,
        unpricedCalls: 0,
        usd: "0.00000005",
        share: 0.05,
      },
    ]);
  });

  it("widens a range to the hours that it touches, and says so", async () => {
    const feature = await makeFeature();
    const interactions = ["08:59", "09:00", "09:59", "10:59", "11:00"].map((clock) => ({
      interaction: hex(),
      at: `2026-03-30T${clock}:00Z`,
      costNano: 1,
    }));
    await insertCalls(feature.id, interactions);
    const query = ask({ from: "2026-03-30T09:30:00Z", to: "2026-03-30T10:01:00Z", grain: "hour" });
    const report = await readCost(feature.id, query, now);
    expect([report.from, report.to]).toEqual(["2026-03-30T09:00:00.000Z", "2026-03-30T11:00:00.000Z"]);
    expect(report.series.map((point) => point.interactions)).toEqual([2, 1]);
  });

  it.each([
    ["Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z", 23],
    ["Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z", 25],
  ])("counts the %s day from %s whole", async (tz, from, to, hours) => {
    const feature = await makeFeature();
    const first = Date.parse(from) - 3_600_000;
    const everyHour = Array.from({ length: hours + 2 }, (_, index) => ({
      interaction: hex(),
      at: new Date(first + index * 3_600_000).toISOString(),
      costNano: 1,
    }));
    await insertCalls(feature.id, everyHour);
    const query = ask({
      from: new Date(first).toISOString(),
      to: new Date(Date.parse(to) + 3_600_000).toISOString(),
      tz,
      grain: "day",
    });
    const { series } = await readCost(feature.id, query, now);
    expect(series.map((point) => point.interactions)).toEqual([1, hours, 1]);
    expect([series[1]?.start, series[2]?.start]).toEqual([from, to]);
  });

  it("refuses a range that is empty or too long", async () => {
    const feature = await makeFeature();
    const empty = ask({ from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" });
    await expect(readCost(feature.id, empty, now)).rejects.toMatchObject({ code: "invalid" });
    const long = ask({ from: "2025-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z", grain: "hour" });
    await expect(readCost(feature.id, long, now)).rejects.toMatchObject({ code: "invalid" });
  });

  it("reads the same buckets that SQL fills", async () => {
    const values = [0, 1, 2, 49, 50, 51, 10_000_000, 123_456_789, 9_007_199_254_740_991];
    const { rows } = await pool().query<{ bucket: number }>(
      "SELECT log_bucket(value)::int AS bucket FROM unnest($1::bigint[]) WITH ORDINALITY AS v (value, n) ORDER BY n",
      [values],
    );
    expect(rows.map(({ bucket }) => bucket)).toEqual(values.map(bucketOf));
  });
});
