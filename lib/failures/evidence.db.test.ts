import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { criteria } from "#lib/scorecard/criteria";
import {
  insertInteraction,
  insertInteractions,
  insertStructure,
  mintFeature,
} from "#lib/scorecard/testing/telemetry-rows";
import type { Feature } from "#prisma/client";
import { readFailuresEvidence } from "./evidence.ts";

const now = new Date("2026-11-22T09:30:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const failures = (feature: Feature) =>
  db().$transaction((tx) =>
    readFailuresEvidence(tx, feature.id, "production", criteria.policy.failures, now),
  );

test("counts outcomes of the window by their number", async () => {
  const feature = await mintFeature();
  for (const [outcome, interactions] of [6, 5, 4, 3, 2, 1, 70].entries()) {
    await insertInteractions(feature.id, { at: ago(DAY_MS), outcome, interactions });
  }
  await insertInteractions(feature.id, { at: ago(8 * DAY_MS), outcome: 5, interactions: 999 });
  const evidence = await failures(feature);
  expect(evidence.outcomes).toEqual({
    silent: 6,
    answered: 5,
    degraded: 4,
    refused: 3,
    escalated: 2,
    failed: 1,
    silentFailed: 70,
  });
  expect(evidence.lastInteractionAt).toBe("2026-11-21T09:00:00.000Z");
});

test("sees answers whose last call failed", async () => {
  const feature = await mintFeature();
  await insertInteraction(feature.id, ago(HOUR_MS), [{ after: 0, failed: true }], 1);
  await insertInteraction(feature.id, ago(HOUR_MS), [{ after: 0 }], 1);
  await insertInteraction(feature.id, ago(HOUR_MS), [{ after: 0, failed: true }], 2);
  expect((await failures(feature)).answeredSample).toEqual({ interactions: 2, lastCallFailed: 1 });
});

test("traces without a call and an outcome crowd nobody out of the sample", async () => {
  const feature = await mintFeature();
  await insertInteraction(feature.id, ago(2 * HOUR_MS), [{ after: 0, failed: true }, { after: 2 }], 1);
  await insertInteraction(feature.id, ago(2 * HOUR_MS), [{ after: 0, failed: true }], 1);
  await insertStructure(feature.id, ago(HOUR_MS), 5000);
  expect((await failures(feature)).answeredSample).toEqual({ interactions: 2, lastCallFailed: 1 });
});
