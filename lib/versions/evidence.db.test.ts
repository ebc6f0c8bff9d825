import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { readQualityEvidence } from "#lib/quality/evidence";
import { criteria } from "#lib/scorecard/criteria";
import {
  declare,
  insertCalls,
  insertInteraction,
  insertInteractions,
  mintFeature,
  mintRelease,
} from "#lib/scorecard/testing/telemetry-rows";
import type { Feature } from "#prisma/client";
import { readVersionsEvidence } from "./evidence.ts";

const now = new Date("2026-11-22T09:30:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const versions = (feature: Feature) =>
  db().$transaction((tx) =>
    readVersionsEvidence(tx, feature.id, "production", criteria.policy.versions, now),
  );

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
  expect(await db().$transaction((tx) => readQualityEvidence(tx, feature.id, "production", now))).toEqual({
    evalSet: { name: "gold", version: "7" },
  });
});

test("a feature's life begins with its first interaction, not with the hour of it", async () => {
  const feature = await mintFeature();
  const launch = new Date("2026-11-21T10:22:00Z");
  await insertInteractions(feature.id, { at: launch });
  await insertInteraction(feature.id, launch, [{ after: 0 }]);
  expect((await versions(feature)).firstInteractionAt).toBe(launch.toISOString());
});

test("a failed call shows no model, which neither agrees nor disagrees; a good one that hides it disagrees", async () => {
  const feature = await mintFeature();
  const digest = await mintRelease(feature.id, [{ kind: "model", name: "gpt-4o", version: "2024-08-06" }]);
  await declare(feature.id, { digest, from: ago(2 * DAY_MS), recordedAt: ago(2 * DAY_MS) });
  const release = digest.slice(0, 12);
  await insertCalls(feature.id, { at: ago(DAY_MS), calls: 7, release, failed: true });
  await insertCalls(feature.id, { at: ago(DAY_MS), calls: 2, release });
  await insertCalls(feature.id, { at: ago(DAY_MS), calls: 1, release, model: "o3", failed: true });
  const { observed } = await versions(feature);
  expect(observed).toMatchObject({ calls: 3, agreeing: 0, otherModel: 3 });
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

test("reads how calls were spread over the declared shares, and whether what runs now was seen", async () => {
  const feature = await mintFeature();
  const [a, b] = [await mintRelease(feature.id, []), await mintRelease(feature.id, [])];
  const [canary, alone] = [ago(3 * DAY_MS), ago(2 * HOUR_MS)];
  const shares = { [a]: 900_000, [b]: 100_000 };
  await declare(feature.id, { digest: shares, from: canary, until: alone, recordedAt: canary });
  await declare(feature.id, { digest: b, from: alone, recordedAt: alone });
  await insertCalls(feature.id, { at: ago(DAY_MS), calls: 500, release: a.slice(0, 12) });
  const { observed, rectangles } = await versions(feature);
  const start = Math.floor(ago(DAY_MS).getTime() / HOUR_MS) * HOUR_MS;
  expect(observed.shares).toEqual([
    {
      from: start,
      to: start + HOUR_MS,
      calls: 500,
      shares: [
        { release: a, least: 900_000, most: 900_000, carried: 500 },
        { release: b, least: 100_000, most: 100_000, carried: 0 },
      ].sort((one, two) => (one.release < two.release ? -1 : 1)),
    },
  ]);
  expect(observed.newest).toEqual({ release: b, since: alone.getTime(), calls: 0 });
  expect(rectangles[0]).not.toHaveProperty("shares");
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
