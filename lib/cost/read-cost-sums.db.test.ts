import fc from "fast-check";
import { expect, it } from "vitest";
import { RELATIVE_ERROR } from "#lib/core/stats";
import { readCost } from "./read-cost.ts";
import { costQuery, splits } from "./schema.ts";
import { insertCalls, makeFeature, type TestCall } from "./testing/telemetry-rows.ts";

const now = new Date("2026-03-31T15:20:00Z");
const within = (found: number | null, exact: number) =>
  expect(Math.abs((found ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * RELATIVE_ERROR * (1 + 1e-9));

/** What the report must say, from the calls themselves. The range must be of full hours. */
function expected(calls: readonly TestCall[], from: string, to: string) {
  const production = calls.filter((call) => (call.environment ?? "production") === "production");
  const inside = (at: string) => Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(to);
  const counted = production.filter((call) => inside(call.at));
  const billable = (call: TestCall) => call.operation !== "execute_tool";
  const interactions = [...Map.groupBy(production, (call) => call.interaction).values()].filter((own) =>
    inside(own.map(({ at }) => at).sort()[0] ?? ""),
  );
  const priced = interactions.filter((own) => own.every((call) => !billable(call) || call.costNano !== null));
  const costs = priced
    .map((own) => own.reduce((sum, call) => sum + (call.costNano ?? 0), 0))
    .sort((a, b) => a - b);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const rank = (quantile: number) => (costs[Math.max(1, Math.ceil(quantile * costs.length)) - 1] ?? 0) / 1e7;
  return {
    interactions: interactions.length,
    unpricedInteractions: interactions.length - priced.length,
    calls: counted.length,
    unpricedCalls: counted.filter((call) => billable(call) && call.costNano === null).length,
    nano: counted.reduce((sum, call) => sum + (call.costNano ?? 0), 0),
    mean:
      costs.length === 0 || (total === 0 && priced.length < interactions.length)
        ? null
        : costs.reduce((sum, cost) => sum + cost, 0) / costs.length / 1e7,
    rank,
  };
}

const nanoOf = ({ usd }: { usd: string }) => Math.round(Number(usd) * 1e9);

/** The sums of parts, which must be those of the whole. */
const added = (parts: readonly { calls: number; unpricedCalls: number; usd: string }[]) => ({
  calls: parts.reduce((sum, part) => sum + part.calls, 0),
  unpriced: parts.reduce((sum, part) => sum + part.unpricedCalls, 0),
  nano: parts.reduce((sum, part) => sum + nanoOf(part), 0),
});

const start = Date.parse("2026-03-01T00:00:00Z");
const anyCall = fc.record({
  interaction: fc.constantFrom(..."0123456789abcdef").map((digit) => digit.repeat(32)),
  at: fc
    .integer({ min: 0, max: 30 * 24 * 60 - 1 })
    .map((minute) => new Date(start + minute * 60_000).toISOString()),
  costNano: fc.option(fc.integer({ min: 0, max: 10_000_000_000 }), { freq: 8 }),
  environment: fc.constantFrom("production", "production", "staging"),
  operation: fc.constantFrom("chat", "embeddings", "execute_tool"),
  model: fc.constantFrom(..."abcdefghijk").map((letter) => `model-${letter}`),
  release: fc.constantFrom("3fa9c1d20b7e", "9b1c00aa31ef55"),
  attempt: fc.constantFrom(1 as const, 2 as const, 3 as const),
});

it("readCost equals an independent computation, its shares sum to 1 and its parts to the whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCall, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 29 * 24 }),
      fc.integer({ min: 1, max: 30 * 24 }),
      fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"),
      fc.constantFrom("hour" as const, "day" as const),
      fc.constantFrom(...splits),
      async (calls, fromHour, hours, tz, grain, split) => {
        const feature = await makeFeature();
        await insertCalls(feature.id, calls);
        const from = new Date(start + fromHour * 3_600_000).toISOString();
        const to = new Date(start + (fromHour + hours) * 3_600_000).toISOString();
        const report = await readCost(feature.id, costQuery.parse({ from, to, tz, grain, split }), now);
        const truth = expected(calls, from, to);
        expect(report).toMatchObject({
          from,
          to,
          interactions: truth.interactions,
          unpricedInteractions: truth.unpricedInteractions,
          calls: truth.calls,
          unpricedCalls: truth.unpricedCalls,
        });
        expect(Math.round(Number(report.totalUsd) * 1e9)).toBe(truth.nano);
        const { mean, p50, p95, p99 } = report.centsPerInteraction;
        if (truth.mean === null) expect([mean, p50, p95, p99]).toEqual([null, null, null, null]);
        else {
          expect(mean).toBeCloseTo(truth.mean, 9);
          within(p50, truth.rank(0.5));
          within(p95, truth.rank(0.95));
          within(p99, truth.rank(0.99));
        }
        const shares = Object.values(report.shares);
        if (truth.nano === 0) expect(shares).toEqual([null, null, null, null]);
        else expect(shares.reduce<number>((sum, share) => sum + (share ?? Number.NaN), 0)).toBeCloseTo(1, 12);
        const whole = { calls: report.calls, unpriced: truth.unpricedCalls, nano: truth.nano };
        for (const parts of [report.byModel, report.byAttempt, report.byOperation, report.byRelease])
          expect(added(parts)).toEqual(whole);
        expect(report.byRelease.reduce((sum, row) => sum + row.interactions, 0)).toBe(truth.interactions);
        const here = report.byEnvironment.filter((row) => row.environment === "production");
        expect(added(here)).toEqual(whole);
        const parts = report.split?.parts ?? [];
        expect(added(parts)).toEqual(split === "environment" ? added(report.byEnvironment) : whole);
        for (const part of parts) {
          expect(part.series.map((point) => point.start)).toEqual(report.series.map((point) => point.start));
          expect(part.series.reduce((sum, point) => sum + nanoOf(point), 0)).toBe(nanoOf(part));
          expect(part.series.reduce((sum, point) => sum + point.calls, 0)).toBe(part.calls);
        }
        expect(report.series.reduce((sum, point) => sum + point.interactions, 0)).toBe(report.interactions);
      },
    ),
    { numRuns: 15 },
  );
});
