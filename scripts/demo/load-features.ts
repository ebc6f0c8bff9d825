import type { Api, Sender } from "./api.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { type Sessions, unlessThere } from "./load-people.ts";
import { deploymentBody, inEnvironments, type PlannedDeployment, planReleases } from "./release-plan.ts";

export type Writers = { key: Sender; sessions: Sessions };

/** Who writes: the person where there is a session, else the key. */
export function writer({ key, sessions }: Writers, id: string | undefined): Sender {
  return (id === undefined ? undefined : sessions.get(id)) ?? key;
}

/** Registers a feature, so that telemetry finds it. */
export async function registerFeature(api: Api, plan: FeaturePlan, writers: Writers): Promise<void> {
  if (plan.registration === null) return;
  const { description: _, ...registration } = plan.registration;
  await api.json("PUT", `/features/${plan.slug}`, writer(writers, plan.author), registration);
}

/** Whether an earlier load has corrected this report already; said again, it would be believed again. */
async function isCorrected(
  api: Api,
  { slug, correction }: FeaturePlan,
  { step, atMs, environment }: PlannedDeployment,
  key: Sender,
): Promise<boolean> {
  if (correction?.step !== step || environment !== "production") return false;
  const at = new Date(atMs).toISOString();
  const { segments } = await api.json<{ segments: { reason: string | null }[] }>(
    "GET",
    `/features/${slug}/running?at=${at}`,
    key,
  );
  return segments.some(({ reason }) => reason === correction.reason);
}

/** Declares a feature's releases, and the deployments that are reported now, or only those that are reported last. */
export async function declareVersions(
  api: Api,
  plan: FeaturePlan,
  { writers, nowMs, last }: { writers: Writers; nowMs: number; last: boolean },
): Promise<void> {
  const path = `/features/${plan.slug}`;
  const planned = inEnvironments(plan).map((one) => planReleases(one, nowMs));
  const deployments = planned.flatMap((one) => one.deployments).filter((one) => one.reportedLast === last);
  const needed = new Set(deployments.flatMap(({ shares }) => shares.map(({ release }) => release.digest)));
  for (const { artifacts, commit, digest } of planned[0]?.releases ?? []) {
    if (!needed.has(digest)) continue;
    const made = await api.json<{ release: string }>(
      "POST",
      `${path}/releases`,
      writer(writers, plan.author),
      {
        artifacts,
        commit,
      },
    );
    if (made.release !== digest)
      throw new Error(`${plan.slug}: the server named the release ${made.release}`);
  }
  for (const deployment of deployments) {
    if (await isCorrected(api, plan, deployment, writers.key)) continue;
    if (deployment.leaves)
      await unlessThere(
        api.json("POST", `${path}/rollback`, writer(writers, plan.author), {
          environment: deployment.environment,
          reason: deployment.reason,
          expected: [deployment.leaves.digest],
        }),
      );
    else await api.json("POST", `${path}/deployments`, writers.key, deploymentBody(deployment));
  }
}

type Saved = { number: number; createdAt: string };

/** Saves the runbook, and the test of somebody who has just gone through it. Tests have testers: a key records none. */
async function writeRunbook(api: Api, plan: FeaturePlan, writers: Writers): Promise<void> {
  if (!plan.runbook) return;
  const { by, markdown, note, test } = plan.runbook;
  const path = `/features/${plan.slug}/runbook`;
  // A second load must not take back what was added at the end of the first.
  const { items } = await api.json<{ items: Saved[] }>("GET", `${path}/revisions?limit=1`, writers.key);
  if (items.length > 0) return;
  const saved = await api.json<Saved>("PUT", path, writer(writers, by), { markdown, note });
  const tester = test && writers.sessions.get(test.by);
  if (!tester) return;
  const { result, minutes, notes } = test;
  const body = { revision: saved.number, result, minutes, notes, environment: "staging" };
  await api.json("POST", `${path}/tests`, tester, { ...body, ranAt: new Date().toISOString() });
}

/**
 * Says the rest about a feature: what it is for, its releases, its deployments (which are all reported today, and count
 * as such) and its runbook. It comes after the telemetry, because each of these has the scorecard judged anew.
 */
export async function describeFeature(
  api: Api,
  plan: FeaturePlan,
  writers: Writers,
  nowMs: number,
): Promise<void> {
  if (plan.registration === null) return;
  const path = `/features/${plan.slug}`;
  await declareVersions(api, plan, { writers, nowMs, last: false });
  await writeRunbook(api, plan, writers);
  await api.json("PUT", path, writer(writers, plan.author), plan.registration);
}

/** Has the scorecard judged as things are now; what differs from the one before is kept as its history. */
export async function judge(api: Api, plan: FeaturePlan, key: Sender): Promise<void> {
  if (plan.registration !== null) await api.json("GET", `/features/${plan.slug}/scorecard`, key);
}
