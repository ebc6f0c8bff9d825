import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { readCostEvidence } from "#lib/cost/evidence";
import { readFailuresEvidence } from "#lib/failures/evidence";
import { readOwnershipEvidence } from "#lib/ownership/evidence";
import { readQualityEvidence } from "#lib/quality/evidence";
import { readVersionsEvidence } from "#lib/versions/evidence";
import type { Feature } from "#prisma/client";
import { criteria } from "./criteria.ts";
import {
  declare,
  insertCalls,
  insertInteraction,
  insertInteractions,
  insertStructure,
  mintFeature,
  mintRelease,
} from "./testing/telemetry-rows.ts";

const { policy } = criteria;
const now = new Date("2026-11-22T09:30:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

const inTransaction = <T>(
  read: (tx: Parameters<Parameters<ReturnType<typeof db>["$transaction"]>[0]>[0]) => Promise<T>,
) => db().$transaction(read);
const cost = (feature: Feature) =>
  inTransaction((tx) => readCostEvidence(tx, feature, "production", policy.cost, now));
const failures = (feature: Feature) =>
  inTransaction((tx) => readFailuresEvidence(tx, feature.id, "production", policy.failures, now));
const versions = (feature: Feature) =>
  inTransaction((tx) => readVersionsEvidence(tx, feature.id, "production", policy.versions, now));
const ownership = (feature: Feature) => inTransaction((tx) => readOwnershipEvidence(tx, feature));

describe("cost", () => {
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
});

test("traces without a call and an outcome crowd nobody out of the samples", async () => {
  const feature = await mintFeature();
  await insertInteraction(feature.id, ago(2 * HOUR_MS), [{ after: 0, failed: true }, { after: 2 }], 1);
  await insertInteraction(feature.id, ago(2 * HOUR_MS), [{ after: 0, failed: true }], 1);
  await insertStructure(feature.id, ago(HOUR_MS), 5000);
  expect((await cost(feature)).siblings).toEqual({ followed: 1, calledFirst: 1 });
  expect((await failures(feature)).answeredSample).toEqual({ interactions: 2, lastCallFailed: 1 });
});

describe("failures", () => {
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
});

describe("versions", () => {
  test("reads what runs, what ran before, and holds telemetry against it hour by hour", async () => {
    const feature = await mintFeature();
    const old = await mintRelease(feature.id, [{ kind: "model", name: "gpt-4o", version: "2024-05-13" }]);
    const current = await mintRelease(feature.id, [
      { kind: "prompt", name: "main", version: "v2", change: "Shorter answers" },
      { kind: "model", name: "gpt-4o", version: "2024-08-06" },
      { kind: "eval_set", name: "gold", version: "7" },
    ]);
    const change = ago(2 * DAY_MS);
    await declare(feature.id, {
      digest: old,
      from: ago(30 * DAY_MS),
      until: change,
      recordedAt: ago(30 * DAY_MS),
    });
    await declare(feature.id, { digest: current, from: change, recordedAt: change });
    await insertCalls(feature.id, {
      at: ago(DAY_MS),
      calls: 90,
      release: current.slice(0, 12),
      model: "gpt-4o-2024-08-06",
    });
    await insertCalls(feature.id, {
      at: ago(3 * DAY_MS),
      calls: 5,
      release: old.slice(0, 12),
      model: "gpt-4o-2024-05-13",
    });
    await insertCalls(feature.id, {
      at: ago(DAY_MS),
      calls: 3,
      release: old.slice(0, 12),
      model: "gpt-4o-2024-05-13",
    });
    await insertCalls(feature.id, { at: ago(DAY_MS), calls: 2, model: "gpt-4o-2024-08-06" });
    await insertInteractions(feature.id, { at: ago(20 * DAY_MS) });
    const evidence = await versions(feature);
    expect(evidence.running).toMatchObject({
      since: change.toISOString(),
      until: null,
      releases: [{ digest: current }],
    });
    expect(evidence.running?.releases[0]?.artifacts).toContainEqual({
      kind: "prompt",
      name: "main",
      version: "v2",
      change: "Shorter answers",
    });
    expect(evidence.observed).toMatchObject({ calls: 100, agreeing: 95, otherRelease: 3, withoutRelease: 2 });
    expect(evidence.previous).toMatchObject({ digest: old, artifacts: 1 });
    expect(evidence.firstInteractionAt).toBe("2026-11-02T09:00:00.000Z");
    expect(evidence.lastCallAt).toBe("2026-11-21T09:00:00.000Z");
    expect(evidence.rectangles).toHaveLength(2);
    expect(await inTransaction((tx) => readQualityEvidence(tx, feature.id, "production", now))).toEqual({
      evalSet: { name: "gold", version: "7" },
    });
  });

  test("what is no longer believed does not run; what ended says when", async () => {
    const feature = await mintFeature();
    const digest = await mintRelease(feature.id, []);
    await declare(feature.id, {
      digest,
      from: ago(DAY_MS),
      recordedAt: ago(DAY_MS),
      recordedTo: ago(HOUR_MS),
    });
    await declare(feature.id, {
      digest,
      from: ago(DAY_MS),
      until: ago(2 * HOUR_MS),
      recordedAt: ago(HOUR_MS),
    });
    expect(await versions(feature)).toMatchObject({
      running: null,
      lastDeclaredEnd: ago(2 * HOUR_MS).toISOString(),
      previous: null,
    });
  });

  test("a feature without anything has nothing", async () => {
    expect(await versions(await mintFeature())).toMatchObject({
      running: null,
      lastDeclaredEnd: null,
      rectangles: [],
      firstInteractionAt: null,
      lastCallAt: null,
    });
  });
});

describe("ownership", () => {
  const mintUser = (disabledAt: Date | null = null) =>
    db().user.create({ data: { email: `${randomUUID()}@example.com`, name: "Ravi Tan", disabledAt } });

  test("counts members who can sign in and knows the accountable person's state", async () => {
    const [one, two, gone] = await Promise.all([mintUser(), mintUser(), mintUser(ago(DAY_MS))]);
    const team = await db().team.create({
      data: {
        slug: `t-${randomBytes(6).toString("hex")}`,
        name: "Claims",
        accountableId: gone.id,
        members: { create: [one, two, gone].map((user) => ({ userId: user.id })) },
      },
    });
    const evidence = await ownership(await mintFeature({ teamId: team.id }));
    expect(evidence.team).toEqual({
      name: "Claims",
      accountable: { name: "Ravi Tan", disabledAt: ago(DAY_MS).toISOString(), isMember: true },
      activeMembers: 2,
    });
  });

  test("reads the newest revision of the runbook only", async () => {
    const feature = await mintFeature();
    expect(await ownership(feature)).toEqual({ team: null, runbook: null });
    for (const [index, markdown] of [
      "Call the vendor at once.",
      "# Down\nSee [board](https://example.com).",
    ].entries()) {
      await db().runbookRevision.create({
        data: { featureId: feature.id, number: index + 1, markdown, digest: "x", authorName: "Ines Moor" },
      });
    }
    expect((await ownership(feature)).runbook).toMatchObject({
      revision: 2,
      authorName: "Ines Moor",
      linkLines: 1,
    });
  });
});
