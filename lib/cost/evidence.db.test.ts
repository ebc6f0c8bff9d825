import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { criteria } from "#lib/scorecard/criteria";
import {
  insertCalls,
  insertInteraction,
  insertInteractions,
  insertStructure,
  mintFeature,
} from "#lib/scorecard/testing/telemetry-rows";
import type { Feature } from "#prisma/client";
import { readCostEvidence } from "./evidence.ts";

const now = new Date("2026-11-22T09:30:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const cost = (feature: Feature) =>
  db().$transaction((tx) => readCostEvidence(tx, feature, "production", criteria.policy.cost, now));

test("counts the windows, the newest hour and what repeats, in production alone", async () => {
  const feature = await mintFeature();
  await insertCalls(feature.id, { at: now, calls: 10, withoutUnit: 4 });
  await insertCalls(feature.id, { at: ago(5 * HOUR_MS), calls: 100, withoutUnit: 1, unpriced: 3 });
  await insertCalls(feature.id, { at: ago(2 * DAY_MS), calls: 50, attempt: 2, unpriced: 7 });
  await insertCalls(feature.id, { at: ago(2 * DAY_MS), calls: 5, attempt: 3, failed: true, unpriced: 5 });
  await insertCalls(feature.id, {
    at: ago(HOUR_MS),
    calls: 20,
    billable: false,
    operation: "execute_tool",
  });
  await insertCalls(feature.id, { at: ago(8 * DAY_MS), calls: 999 });
  await insertCalls(feature.id, { at: now, calls: 999, environment: "staging" });
  expect(await cost(feature)).toMatchObject({
    carried: { calls: 130, withoutUnit: 5, newestHour: { calls: 10, withoutUnit: 4 } },
    lastCallAt: "2026-11-22T09:00:00.000Z",
    billable: { calls: 165, unpriced: 15 },
    lastBillableAt: "2026-11-22T09:00:00.000Z",
    repeats: { retries: 50, fallbacks: 5, succeeded: 50, unpriced: 7, failedCalls: 5 },
    lastRepeatAt: "2026-11-20T09:00:00.000Z",
  });
});

test("tells what was stated to cost nothing from what has a price, and tools from other calls", async () => {
  const feature = await mintFeature();
  const day = ago(DAY_MS);
  const tool = { at: day, operation: "execute_tool" };
  await insertCalls(feature.id, { at: day, calls: 10, priceRef: "own:7 acme/llama f1", costNano: 0 });
  await insertCalls(feature.id, { at: now, calls: 2, priceRef: "own:7 acme/llama f1", costNano: 0 });
  await insertCalls(feature.id, { at: day, calls: 20, priceRef: "own:8 acme/other f1", costNano: 9 });
  await insertCalls(feature.id, { at: day, calls: 30, priceRef: "genai-prices@1 a/free f1", costNano: 0 });
  await insertCalls(feature.id, { at: day, calls: 40, priceRef: "genai-prices@1 a/b f1 -100%", costNano: 0 });
  await insertCalls(feature.id, { at: day, calls: 50, failed: true, priceRef: "own:7 acme/llama f1" });
  await insertCalls(feature.id, { ...tool, calls: 60, priceRef: "own:9 tool/search f1", costNano: 60 });
  await insertCalls(feature.id, { ...tool, calls: 70, priceRef: "own:10 tool/nap f1", costNano: 0 });
  expect(await cost(feature)).toMatchObject({
    billable: { calls: 282, unpriced: 0, zeroPriced: 122 },
    billableTools: { calls: 130, unpriced: 0, zeroPriced: 70 },
  });
});

test("remembers by the day what the window no longer holds, and knows never", async () => {
  const feature = await mintFeature();
  expect(await cost(feature)).toMatchObject({
    lastCallAt: null,
    lastBillableAt: null,
    lastRepeatAt: null,
    lastPricedAt: null,
  });
  await insertCalls(feature.id, { at: ago(40 * DAY_MS), calls: 3, attempt: 2 });
  expect(await cost(feature)).toMatchObject({
    carried: { calls: 0 },
    billable: { calls: 0 },
    lastCallAt: "2026-10-13T00:00:00.000Z",
    lastRepeatAt: "2026-10-13T00:00:00.000Z",
  });
});

test("reads the cost of the last day, and skips what cost nothing when it looks for the last price", async () => {
  const feature = await mintFeature();
  await insertInteractions(feature.id, {
    at: ago(3 * HOUR_MS),
    interactions: 8,
    priced: 6,
    costNano: 60_000_000,
  });
  await insertInteractions(feature.id, { at: now, interactions: 2, priced: 2, costNano: 0 });
  await insertInteractions(feature.id, { at: ago(30 * HOUR_MS), interactions: 70 });
  expect(await cost(feature)).toMatchObject({
    recent: { interactions: 10, priced: 8, pricedCostNano: "60000000" },
    lastInteractionAt: "2026-11-22T09:00:00.000Z",
    lastPricedAt: "2026-11-22T06:00:00.000Z",
  });
});

test("finds siblings of failed calls and what they say of themselves", async () => {
  const feature = await mintFeature();
  await insertInteraction(feature.id, ago(HOUR_MS), [
    { after: 0, failed: true },
    { after: 2, attempt: 2 },
  ]);
  await insertInteraction(feature.id, ago(2 * HOUR_MS), [
    { after: 0, failed: true },
    { after: 2 },
    { after: 4 },
  ]);
  expect((await cost(feature)).siblings).toEqual({ followed: 2, calledFirst: 1 });
});

test("another operation, a call that began before the failure ended, and a failure alone follow nothing", async () => {
  const feature = await mintFeature();
  await insertInteraction(feature.id, ago(HOUR_MS), [
    { after: 0, failed: true },
    { after: 2, operation: "embeddings" },
  ]);
  await insertInteraction(feature.id, ago(2 * HOUR_MS), [{ after: 0, failed: true }, { after: 0.5 }]);
  await insertInteraction(feature.id, ago(3 * HOUR_MS), [{ after: 0, failed: true }]);
  expect((await cost(feature)).siblings).toEqual({ followed: 0, calledFirst: 0 });
});

test("traces without a call and an outcome crowd nobody out of the sample", async () => {
  const feature = await mintFeature();
  await insertInteraction(feature.id, ago(2 * HOUR_MS), [{ after: 0, failed: true }, { after: 2 }], 1);
  await insertStructure(feature.id, ago(HOUR_MS), 5000);
  expect((await cost(feature)).siblings).toEqual({ followed: 1, calledFirst: 1 });
});
