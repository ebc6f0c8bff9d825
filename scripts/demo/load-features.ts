import type { Api, Sender } from "./api.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import type { Sessions } from "./load-people.ts";
import { deploymentBody, planReleases } from "./release-plan.ts";

export type Writers = { key: Sender; sessions: Sessions };

/** Who writes: the person where there is a session, else the key. */
function writer({ key, sessions }: Writers, id: string | undefined): Sender {
  return (id === undefined ? undefined : sessions.get(id)) ?? key;
}

/** Registers a feature, so that telemetry finds it. */
export async function registerFeature(api: Api, plan: FeaturePlan, writers: Writers): Promise<void> {
  if (plan.registration === null) return;
  const { description: _, ...registration } = plan.registration;
  await api.json("PUT", `/features/${plan.slug}`, writer(writers, plan.author), registration);
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
  const author = writer(writers, plan.author);
  const { releases, deployments } = planReleases(plan, nowMs);
  for (const { artifacts, commit, digest } of releases) {
    const made = await api.json<{ release: string }>("POST", `${path}/releases`, author, {
      artifacts,
      commit,
    });
    if (made.release !== digest)
      throw new Error(`${plan.slug}: the server named the release ${made.release}`);
  }
  for (const deployment of deployments)
    await api.json("POST", `${path}/deployments`, writers.key, deploymentBody(deployment));
  if (plan.runbook) {
    const { by, markdown, note } = plan.runbook;
    await api.json("PUT", `${path}/runbook`, writer(writers, by), { markdown, note });
  }
  await api.json("PUT", path, author, plan.registration);
  await api.json("GET", `${path}/scorecard`, writers.key);
}
