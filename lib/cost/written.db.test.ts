import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { CallRow } from "#lib/telemetry/rows";
import { writeBatch } from "#lib/telemetry/write-batch";
import { readCost } from "./read-cost.ts";
import { costQuery } from "./schema.ts";
import { makeFeature } from "./testing/telemetry-rows.ts";

const start = Date.parse("2026-03-01T00:00:00Z");
const hex = () => randomUUID().replaceAll("-", "");

const anyCall = fc.record({
  interaction: fc.integer({ min: 0, max: 9 }),
  minute: fc.integer({ min: 0, max: 5 * 24 * 60 }),
  cost: fc.option(fc.integer({ min: 0, max: 1_000_000_000 }), { freq: 6 }),
  attempt: fc.constantFrom(1, 2, 3),
});

function rowOf(
  featureId: number,
  interactionId: string,
  call: { minute: number; cost: number | null; attempt: number },
): CallRow {
  const none = { serviceName: null, agent: null, responseModel: null, release: null };
  return {
    featureId,
    dimension: {
      ...none,
      featureId,
      environment: "production",
      operation: "chat",
      name: "chat",
      provider: "openai",
      requestModel: "gpt-4o",
      promptName: null,
      promptVersion: null,
      priceRef: null,
      serviceTier: null,
      errorType: null,
    },
    traceId: interactionId,
    spanId: hex().slice(0, 16),
    parentSpanId: null,
    startUs: (start + call.minute * 60_000) * 1000,
    durationUs: 1000,
    interactionId,
    unitValue: null,
    hasUnit: true,
    status: 1,
    outcome: null,
    content: null,
    call: {
      attempt: call.attempt,
      billable: true,
      costNano: call.cost === null ? null : BigInt(call.cost),
      usage: { input: 1, output: 1, cacheRead: null, cacheWrite: null, reasoning: null },
      attemptStated: true,
      operationStated: true,
      timeToFirstTokenUs: null,
    },
  };
}

it("reads what ingestion writes, in whatever batches and however often it is sent", async () => {
  const batches = fc.array(fc.array(anyCall, { minLength: 1, maxLength: 10 }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      const feature = await makeFeature();
      const ids = Array.from({ length: 10 }, hex);
      const rows = given.map((batch) =>
        batch.map((call) => rowOf(feature.id, ids[call.interaction] ?? "", call)),
      );
      for (const batch of rows) await writeBatch(batch);
      await Promise.all(rows.map((batch) => writeBatch(batch)));
      const query = costQuery.parse({
        from: "2026-03-01T00:00:00Z",
        to: "2026-03-07T00:00:00Z",
        tz: "Europe/Berlin",
      });
      const report = await readCost(feature.id, query, new Date(start));
      const calls = given.flat();
      const own = [...Map.groupBy(calls, (call) => call.interaction).values()];
      const priced = own.filter((interaction) => interaction.every((call) => call.cost !== null));
      const sum = (list: typeof calls) => list.reduce((total, call) => total + (call.cost ?? 0), 0);
      expect(report).toMatchObject({
        interactions: own.length,
        unpricedInteractions: own.length - priced.length,
        calls: calls.length,
        unpricedCalls: calls.filter((call) => call.cost === null).length,
      });
      expect(Math.round(Number(report.totalUsd) * 1e9)).toBe(sum(calls));
      const { mean } = report.centsPerInteraction;
      if (priced.length === 0) expect(mean).toBeNull();
      else expect(mean).toBeCloseTo(sum(priced.flat()) / priced.length / 1e7, 9);
    }),
    { numRuns: 15 },
  );
});
