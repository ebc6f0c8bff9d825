import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pool } from "#lib/core/db";
import { RELATIVE_ERROR } from "#lib/core/stats";
import { writeBatch } from "#lib/telemetry/write/write-batch";
import { readCost } from "./read-cost.ts";
import { readLatency } from "./read-latency.ts";
import { costQuery, latencyQuery, splits } from "./schema.ts";
import { callRowOf, interactionId, type MadeCall } from "./testing/call-rows.ts";
import { makeFeature } from "./testing/telemetry-rows.ts";

const now = new Date("2026-04-10T00:00:00Z");
const zone = "Europe/Berlin";
/** An hour's end, midnight, the end of a month (also in Berlin), and the night in which its clocks change. */
const edges = [
  "2026-03-10T15:00:00Z",
  "2026-03-12T00:00:00Z",
  "2026-04-01T00:00:00Z",
  "2026-03-31T22:00:00Z",
  "2026-03-29T01:00:00Z",
].map((text) => Date.parse(text) * 1000);

const calls: fc.Arbitrary<MadeCall[]> = fc
  .array(
    fc.record({
      interaction: fc.nat(7),
      startUs: fc
        .tuple(fc.constantFrom(...edges), fc.integer({ min: -7_200_000_000, max: 7_200_000_000 }))
        .map(([edge, off]) => edge + off),
      durationUs: fc.integer({ min: 1, max: 60_000_000 }),
      environment: fc.constantFrom("production", "production", "staging"),
      release: fc.constantFrom(null, "3fa9c1d20b7e", "9b1c00aa31ef"),
      attempt: fc.constantFrom(1, 2, 3),
      status: fc.constantFrom(1, 1, 2),
      billable: fc.constantFrom(true, true, true, false),
      costNano: fc.option(fc.integer({ min: 0, max: 1_000_000_000 }), { freq: 6 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((list) =>
    list.map((call, span) => ({ ...call, span, costNano: call.billable ? call.costNano : null })),
  );

/** Which calls are sent in which batch and in which order; whatever is left out comes at the end. */
const sending = fc.array(fc.array(fc.nat(29), { maxLength: 12 }), { maxLength: 6 });

async function send(featureId: number, list: MadeCall[], batches: number[][], atOnce: boolean) {
  const rows = list.map((call) => callRowOf(featureId, call));
  const all = [...batches.map((picks) => picks.flatMap((pick) => rows[pick] ?? [])), rows.toReversed()];
  if (atOnce) await Promise.all(all.map(writeBatch));
  else for (const batch of all) await writeBatch(batch);
}

/** What the store counted, without what differs between two features by their making. */
async function stored(featureId: number) {
  const read = async (sql: string) => (await pool().query(sql, [featureId])).rows;
  return {
    interactions: await read(
      `SELECT environment, id, started_at, ended_at, calls, unpriced_calls, cost_nano, release_low, release_high
       FROM interaction WHERE feature_id = $1 ORDER BY environment, id`,
    ),
    interactionRollups: await read(
      `SELECT environment, grain, start, release, outcome, interactions, priced_interactions, priced_cost_nano, cost_nano
       FROM interaction_rollup WHERE feature_id = $1 AND interactions <> 0 ORDER BY 1, 2, 3, 4, 5`,
    ),
    costBuckets: await read(
      `SELECT environment, grain, start, release, outcome, bucket, interactions
       FROM interaction_cost_bucket WHERE feature_id = $1 AND interactions <> 0 ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
    callRollups: await read(
      `SELECT grain, start, dimension_id, attempt, status, calls, billable_calls, unpriced_calls, cost_nano, duration_us
       FROM call_rollup WHERE feature_id = $1 AND calls <> 0 ORDER BY 1, 2, 3, 4, 5`,
    ),
    durations: await read(
      `SELECT grain, start, dimension_id, attempt, status, bucket, calls
       FROM call_duration_bucket WHERE feature_id = $1 AND calls <> 0 ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
  };
}

const sum = (list: readonly MadeCall[]) => list.reduce((total, call) => total + (call.costNano ?? 0), 0);
const exact = (sorted: readonly number[], quantile: number) =>
  sorted[Math.max(1, Math.ceil(quantile * sorted.length)) - 1] ?? Number.NaN;
const near = (found: number | null, value: number) =>
  expect(Math.abs((found ?? Number.NaN) - value)).toBeLessThanOrEqual(value * RELATIVE_ERROR * (1 + 1e-9));

/** The interactions of an environment with their calls, by a model that knows nothing of batches. */
const interactionsOf = (list: MadeCall[], environment: string) =>
  Map.groupBy(
    list.filter((call) => call.environment === environment),
    (call) => call.interaction,
  );

describe("whatever the order, the batches, the duplicates and the lateness", () => {
  test("the sum of an interaction's calls is its cost, and the sum of interactions is the rollup", async () => {
    await fc.assert(
      fc.asyncProperty(calls, sending, async (list, batches) => {
        const feature = await makeFeature();
        await send(feature.id, list, batches, true);
        const rows = await stored(feature.id);
        for (const environment of ["production", "staging"]) {
          const own = interactionsOf(list, environment);
          const kept = rows.interactions.filter((row) => row.environment === environment);
          expect(kept).toHaveLength(own.size);
          for (const [interaction, of] of own) {
            const id = interactionId(interaction);
            const row = kept.find((one) => String(one.id).replaceAll("-", "") === id);
            expect(Number(row?.cost_nano)).toBe(sum(of));
            expect(row?.started_at).toEqual(new Date(Math.min(...of.map((call) => call.startUs)) / 1000));
          }
          for (const grain of ["h", "d"]) {
            const rolled = rows.interactionRollups.filter(
              (row) => row.environment === environment && row.grain === grain,
            );
            const total = (column: string) => rolled.reduce((all, row) => all + Number(row[column]), 0);
            expect(total("interactions")).toBe(own.size);
            expect(total("cost_nano")).toBe(sum([...own.values()].flat()));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("two orders leave the same store, whose hours sum to its days", async () => {
    await fc.assert(
      fc.asyncProperty(calls, sending, sending, async (list, one, other) => {
        const [a, b] = await Promise.all([makeFeature(), makeFeature()]);
        await send(a.id, list, one, false);
        await send(b.id, list.toReversed(), other, true);
        const rows = await stored(a.id);
        expect(await stored(b.id)).toEqual(rows);
        for (const table of Object.values(rows)) {
          const byGrain = Map.groupBy(table, (row) => String(row.grain));
          const perDay = (of: Record<string, unknown>[] | undefined) => {
            const days = new Map<string, number>();
            for (const { start, grain: _, interactions, calls: counted, cost_nano, ...key } of of ?? []) {
              const name = JSON.stringify([
                (start as Date).toISOString().slice(0, 10),
                ...["environment", "release", "outcome", "dimension_id", "attempt", "status", "bucket"].map(
                  (column) => key[column] ?? null,
                ),
              ]);
              const value = Number(interactions ?? counted) + Number(cost_nano ?? 0) * 1000;
              days.set(name, (days.get(name) ?? 0) + value);
            }
            return [...days].sort();
          };
          if (byGrain.has("d")) expect(perDay(byGrain.get("h"))).toEqual(perDay(byGrain.get("d")));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("what is read of it is the calls', its splits sum to it, and percentiles keep their error", async () => {
    await fc.assert(
      fc.asyncProperty(calls, sending, fc.constantFrom(...splits), async (list, batches, split) => {
        const feature = await makeFeature();
        await send(feature.id, list, batches, false);
        const from = "2026-03-09T23:00:00Z";
        const query = costQuery.parse({ from, to: now.toISOString(), tz: zone, split });
        const report = await readCost(feature.id, query, now);
        const production = list.filter((call) => call.environment === "production");
        const own = [...interactionsOf(list, "production").values()];
        const priced = own.filter((of) => of.every((call) => !call.billable || call.costNano !== null));
        expect(report).toMatchObject({
          interactions: own.length,
          unpricedInteractions: own.length - priced.length,
          calls: production.length,
          unpricedCalls: production.filter((call) => call.billable && call.costNano === null).length,
        });
        expect(Math.round(Number(report.totalUsd) * 1e9)).toBe(sum(production));
        const costs = priced.map((of) => sum(of) / 1e7).sort((x, y) => x - y);
        const { mean, p50, p95, p99 } = report.centsPerInteraction;
        if (mean !== null) {
          expect(mean).toBeCloseTo(costs.reduce((all, cost) => all + cost, 0) / costs.length, 9);
          near(p50, exact(costs, 0.5));
          near(p95, exact(costs, 0.95));
          near(p99, exact(costs, 0.99));
        }
        const oneRelease = (of: MadeCall[]) => new Set(of.flatMap((call) => call.release ?? []));
        for (const { release, interactions } of report.byRelease) {
          const expected = own.filter((of) => {
            const [only, ...more] = oneRelease(of);
            return release === (more.length > 0 ? "several" : (only ?? "none"));
          });
          expect(interactions).toBe(expected.length);
        }
        const whole = split === "environment" ? list : production;
        const parts = report.split?.parts ?? [];
        expect(parts.reduce((all, part) => all + part.calls, 0)).toBe(whole.length);
        const points = parts.flatMap((part) => part.series);
        expect(points.reduce((all, { usd }) => all + Math.round(Number(usd) * 1e9), 0)).toBe(sum(whole));
        const latency = await readLatency(
          feature.id,
          latencyQuery.parse({ from, to: now.toISOString() }),
          now,
        );
        expect(latency.calls).toBe(production.length);
        const durations = production.map((call) => call.durationUs / 1000).sort((x, y) => x - y);
        if (durations.length > 0) {
          near(latency.durationMs.p50, exact(durations, 0.5));
          near(latency.durationMs.p99, exact(durations, 0.99));
        }
      }),
      { numRuns: 40 },
    );
  });
});
