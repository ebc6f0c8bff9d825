import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import type { AppError } from "#lib/core/errors";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { microsOfDate } from "#lib/versions/instant";
import { recordDeployment } from "#lib/versions/record-deployment";
import { mintFeature, mintReleases, tester } from "#lib/versions/testing/mint";
import { planRollback, rollBack } from "./rollback.ts";

type Feature = Awaited<ReturnType<typeof mintFeature>>;
type Weights = [release: string, weight: number][];

const deploy = (feature: Feature, shares: Weights, hoursAgo: number, environment = "production") =>
  recordDeployment(tester, feature, {
    environment,
    shares: shares.map(([release, weight]) => ({ release, weight })),
    effectiveAt: microsOfDate(new Date(Date.now() - hoursAgo * HOUR_MS)),
    reason: "next",
  });
const back = (feature: Feature, more: { to?: string; expected?: string[]; environment?: string } = {}) =>
  rollBack(tester, feature, { environment: "production", reason: "wrong answers", ...more });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: AppError) => error.code,
  );

async function twoReleases() {
  const feature = await mintFeature();
  const [first = "", second = "", third = ""] = await mintReleases(feature, 3);
  await deploy(feature, [[first, 1]], 48);
  await deploy(feature, [[second, 1]], 24);
  return { feature, first, second, third };
}

test("a rollback is a deployment of the release before, with its reason, that knows what it left", async () => {
  const { feature, first, second } = await twoReleases();
  expect(await planRollback(feature.id, "production")).toMatchObject({
    current: [{ release: second, weight: 1 }],
    target: { release: first, artifacts: [{ kind: "prompt", version: "v1" }] },
  });
  const done = await back(feature, { expected: [second.slice(0, 12)] });
  expect(done).toMatchObject({
    shares: [{ release: first, weight: 1 }],
    rollbackFrom: second,
    reason: `Rolled back from ${second.slice(0, 12)}: wrong answers`,
  });
  expect(done.effectiveAt).toBe(done.reportedAt);
  expect(await planRollback(feature.id, "production")).toMatchObject({
    current: [{ release: first, weight: 1 }],
    target: null,
  });
  const where = { featureId: feature.id, action: "deployment.rollback" };
  expect(await db().activity.count({ where })).toBe(1);
});

test("what the person saw must still run: the second of two clicks records nothing", async () => {
  const { feature, second } = await twoReleases();
  const click = () => refusal(back(feature, { expected: [second] }));
  expect((await Promise.all([click(), click()])).sort()).toEqual(["conflict", "done"]);
  expect(await db().deployment.count({ where: { featureId: feature.id } })).toBe(3);
});

test("it is impossible without an earlier release, to what never ran there, or to what runs", async () => {
  const { feature, first, second, third } = await twoReleases();
  expect(await refusal(back(feature, { environment: "staging" }))).toBe("impossible");
  expect(await refusal(back(feature, { to: third }))).toBe("impossible");
  expect(await refusal(back(feature, { to: second }))).toBe("impossible");
  expect(await refusal(back(feature, { to: "0123456789ab" }))).toBe("invalid");
  await deploy(feature, [[third, 1]], 1);
  expect(await back(feature, { to: first })).toMatchObject({
    rollbackFrom: third,
    shares: [{ release: first }],
  });
  expect(await refusal(back(feature))).toBe("impossible");
});

test("beside a canary it leads to the release that had all the traffic", async () => {
  const { feature, second, third } = await twoReleases();
  await deploy(
    feature,
    [
      [second, 0.9],
      [third, 0.1],
    ],
    1,
  );
  expect(await back(feature, { expected: [second, third] })).toMatchObject({
    shares: [{ release: second, weight: 1 }],
    rollbackFrom: third,
  });
});

test("a canary is promoted by a deployment, never by a rollback", async () => {
  const { feature, second, third } = await twoReleases();
  const canary: Weights = [
    [second, 0.9],
    [third, 0.1],
  ];
  await deploy(feature, canary, 1);
  const forward = back(feature, { to: third });
  await expect(forward).rejects.toMatchObject({
    code: "impossible",
    message: expect.stringContaining(
      `before ${second.slice(0, 12)} began, so this goes forward and not back`,
    ),
  });
  expect(await db().deployment.count({ where: { featureId: feature.id } })).toBe(3);
});

test("an import fills what nobody reported, once, and never what somebody did", async () => {
  const feature = await mintFeature();
  const [old = "", reported = ""] = await mintReleases(feature, 2);
  const at = (daysAgo: number) => microsOfDate(new Date(Math.floor(Date.now() / DAY_MS - daysAgo) * DAY_MS));
  await recordDeployment(tester, feature, {
    environment: "production",
    shares: [{ release: reported, weight: 1 }],
    effectiveAt: at(10),
    reason: "Reported when it happened",
  });
  const bring = (daysAgo: number, commit: string) =>
    recordDeployment(tester, feature, {
      environment: "production",
      shares: [{ release: old, weight: 1 }],
      effectiveAt: at(daysAgo),
      reason: "First prompt",
      reportedBy: "Ada",
      imported: { commit },
    });
  const first = await bring(30, "a".repeat(40));
  expect(first).toMatchObject({
    created: true,
    deployment: { reason: `Imported from git (${"a".repeat(12)}): First prompt`, reportedBy: "Ada" },
  });
  expect(await bring(30, "a".repeat(40))).toEqual({ ...first, created: false });
  expect(await refusal(bring(5, "b".repeat(40)))).toBe("conflict");
  expect((await planRollback(feature.id, "production")).current).toEqual([{ release: reported, weight: 1 }]);
});
