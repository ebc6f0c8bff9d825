import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { criteria } from "#lib/scorecard/criteria";
import { declare, insertCalls, mintFeature, mintRelease } from "#lib/scorecard/testing/telemetry-rows";
import { createRelease } from "#lib/versions/create-release";
import { readVersionsEvidence } from "#lib/versions/evidence";
import { judgeVersions } from "#lib/versions/judge";
import { tester } from "#lib/versions/testing/mint";

const now = new Date("2026-11-22T12:00:00Z");
const recordedAt = new Date(now.getTime() - 5 * DAY_MS + 20 * MINUTE_MS);
const hour = (hours: number) => new Date(Math.floor(recordedAt.getTime() / HOUR_MS + hours) * HOUR_MS);

type Story = { from?: Date; recordedAt?: Date; notARollback?: true };

/** `before` ran, then `wrong`, then all traffic went back to `before`. */
async function story({ from = recordedAt, recordedAt: at = recordedAt, notARollback }: Story = {}) {
  const feature = await mintFeature({}, 60);
  const before = await mintRelease(feature.id, [{ kind: "model", name: "gpt-4o", version: "1" }]);
  const wrong = await mintRelease(feature.id, [{ kind: "model", name: "gpt-4o", version: "2" }]);
  const start = new Date(now.getTime() - 40 * DAY_MS);
  const switched = new Date(from.getTime() - 2 * DAY_MS);
  await declare(feature.id, { digest: before, from: start, until: switched, recordedAt: start });
  await declare(feature.id, { digest: wrong, from: switched, until: from, recordedAt: switched });
  await declare(feature.id, { digest: before, from, recordedAt: at });
  if (!notARollback) {
    const left = await db().release.findFirstOrThrow({ where: { featureId: feature.id, digest: wrong } });
    await db().deployment.updateMany({
      where: { featureId: feature.id, effectiveAt: from },
      data: { rollbackFromId: left.id },
    });
  }
  const calls = (release: string, hours: number, count: number, environment = "production") =>
    insertCalls(feature.id, { at: hour(hours), calls: count, release: release.slice(0, 12), environment });
  const judged = async () => {
    const evidence = await db().$transaction((tx) =>
      readVersionsEvidence(tx, feature.id, "production", criteria.policy.versions, now),
    );
    const facts = { ...feature, createdAt: feature.createdAt.toISOString(), usesRetrieval: false };
    return judgeVersions({ ...evidence, feature: facts } as never, criteria.policy.versions, now);
  };
  const rollback = async () => (await judged()).find((one) => one.id === "rollback");
  return { feature, before, wrong, calls, judged, rollback };
}

test("a return that telemetry shows is the proof, for 90 days from when it was recorded", async () => {
  const { before, wrong, calls, rollback } = await story();
  await calls(before, -900, 20);
  await calls(wrong, -2, 100);
  await calls(wrong, 0, 30);
  await calls(before, 1, 60);
  await calls(before, 3, 40);
  await calls(wrong, 1, 2);
  expect(await rollback()).toMatchObject({
    status: "met",
    validUntil: new Date(recordedAt.getTime() + 90 * DAY_MS).toISOString(),
    because: expect.stringContaining(`100 of 102 calls after it carried ${before.slice(0, 12)}`),
  });
});

const cheats: [string, (one: Awaited<ReturnType<typeof story>>) => Promise<void>][] = [
  ["declared and never observed", async ({ wrong, calls }) => calls(wrong, -2, 100)],
  [
    "telemetry that came before it was recorded",
    async ({ before, wrong, calls }) => {
      await calls(wrong, -3, 100);
      await calls(before, -1, 100);
      await calls(before, 0, 100);
    },
  ],
  [
    "a single call",
    async ({ before, wrong, calls }) => {
      await calls(wrong, -2, 100);
      await calls(before, 1, 1);
    },
  ],
  [
    "another environment",
    async ({ before, wrong, calls }) => {
      await calls(wrong, -2, 100);
      await calls(before, 1, 100, "staging");
    },
  ],
  [
    "most traffic staying where it was",
    async ({ before, wrong, calls }) => {
      await calls(wrong, -2, 100);
      await calls(before, 1, 30);
      await calls(wrong, 2, 70);
    },
  ],
  ["traffic that was never away", async ({ before, calls }) => calls(before, 1, 100)],
  [
    "traffic of more than a day later",
    async ({ before, wrong, calls }) => {
      await calls(wrong, -2, 100);
      await calls(before, 26, 100);
    },
  ],
];

test.each(cheats)("no proof: %s", async (_, traffic) => {
  const one = await story();
  await one.calls(one.before, -60, 100);
  await traffic(one);
  expect(await one.rollback()).toMatchObject({ status: "unmet" });
});

/** What of the traffic before makes the release that took over one that ran before, and so a way back. */
const forwards: [string, (one: Awaited<ReturnType<typeof story>>) => Promise<void>][] = [
  ["a release that never ran before", async ({ wrong, calls }) => calls(wrong, -2, 100)],
  [
    "a canary that is promoted",
    async ({ before, wrong, calls }) => {
      for (const hours of [-60, -30, -2]) {
        await calls(wrong, hours, 90);
        await calls(before, hours, 10);
      }
    },
  ],
  [
    "too few calls of it to say",
    async ({ before, wrong, calls }) => {
      await calls(before, -60, 19);
      await calls(wrong, -2, 100);
    },
  ],
  [
    "what ran elsewhere",
    async ({ before, wrong, calls }) => {
      await calls(before, -60, 100, "staging");
      await calls(wrong, -2, 100);
    },
  ],
  [
    "what took over before it was called a rollback",
    async ({ before, wrong, calls }) => {
      await calls(wrong, -20, 100);
      await calls(before, -10, 100);
    },
  ],
];

test.each(forwards)("going forward is no going back: %s", async (_, traffic) => {
  const one = await story();
  await traffic(one);
  await one.calls(one.before, 1, 100);
  expect(await one.rollback()).toMatchObject({
    status: "unmet",
    because: expect.stringContaining("so this went forward and not back"),
  });
});

test("the way back is seen again after a drill, by what ran in it", async () => {
  const { before, wrong, calls, rollback } = await story();
  await calls(wrong, -20, 100);
  await calls(before, -10, 100);
  await calls(wrong, -3, 100);
  await calls(before, 1, 100);
  expect((await rollback())?.status).toBe("met");
});

test("where there are few calls, six hours show together what ran before", async () => {
  const { before, wrong, calls, rollback } = await story();
  for (const hours of [-58, -56, -53]) await calls(before, hours, 7);
  await calls(wrong, -52, 1);
  await calls(wrong, -2, 100);
  await calls(before, 1, 100);
  expect((await rollback())?.status).toBe("met");
});

test("no proof: a back-dated rollback, whose traffic ran before anybody recorded it", async () => {
  const one = await story({ recordedAt: now });
  await one.calls(one.before, -60, 100);
  await one.calls(one.wrong, -2, 100);
  await one.calls(one.before, 1, 100);
  expect(await one.rollback()).toMatchObject({ status: "unmet" });
});

test("no proof: a deployment that nobody recorded as a rollback", async () => {
  const one = await story({ notARollback: true });
  await one.calls(one.wrong, -2, 100);
  await one.calls(one.before, 1, 100);
  expect(await one.rollback()).toMatchObject({ status: "unknown" });
});

test("a release before of which only a name is kept is not retained", async () => {
  const feature = await mintFeature();
  const release = (body: object) =>
    createRelease(tester, feature, {
      artifacts: [{ kind: "prompt", name: "main", change: "First one", ...body }],
    });
  const kept = await release({ content: "Be brief." });
  const digestOnly = await release({ version: "v2", digest: "ab".repeat(32) });
  const named = await release({ version: "v3" });
  const inGit = await release({ version: "v4", commit: "1a2b3c4" });
  const { readNotKept } = await import("./rollback-evidence.ts");
  const lost = (digest: string) => readNotKept(db(), feature.id, digest);
  expect(await lost(kept.release.release)).toEqual([]);
  expect(await lost(digestOnly.release.release)).toEqual([]);
  expect(await lost(named.release.release)).toEqual(["prompt main v3"]);
  expect(await lost(inGit.release.release)).toEqual([]);
});

test("a deployment declared and never observed does not make declared-is-observed", async () => {
  const { wrong, calls, judged } = await story();
  await calls(wrong, 30, 100);
  expect((await judged()).find((one) => one.id === "declared-is-observed")).toMatchObject({
    status: "unmet",
  });
});

test("a back-dated deployment recorded today is no proof for continuous", async () => {
  const feature = await mintFeature({}, 60);
  const digest = await mintRelease(feature.id, []);
  const from = new Date(now.getTime() - 200 * DAY_MS);
  await declare(feature.id, { digest, from, recordedAt: now });
  const evidence = await db().$transaction((tx) =>
    readVersionsEvidence(tx, feature.id, "production", criteria.policy.versions, now),
  );
  const createdAt = new Date(now.getTime() - 150 * DAY_MS).toISOString();
  const found = judgeVersions(
    { ...evidence, feature: { ...feature, createdAt, usesRetrieval: false } } as never,
    criteria.policy.versions,
    now,
  );
  expect(found.find((one) => one.id === "continuous")).toMatchObject({ status: "unmet" });
});
