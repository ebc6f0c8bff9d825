import { Temporal } from "temporal-polyfill";
import { sha256 } from "#lib/core/ids";
import { DAY_MS } from "#lib/core/time";
import { digestOfName, releaseDigest } from "#lib/versions/digest";
import type { DeploymentBody } from "#lib/versions/schema";
import type { ArtifactPlan, FeaturePlan, ModelUse } from "./feature-plan.ts";

export type PlannedRelease = {
  digest: string;
  artifacts: ArtifactPlan[];
  commit: string;
  model: ModelUse;
  inputScale: number;
};

/** From `atMs` on these releases have these shares of the traffic. */
export type PlannedDeployment = {
  atMs: number;
  shares: { release: PlannedRelease; weight: number }[];
  reason: string;
};

const identity = (artifact: ArtifactPlan): string => `${artifact.kind} ${artifact.name}`;

function digestOf(artifacts: readonly ArtifactPlan[]): string {
  return releaseDigest(
    artifacts.map(({ kind, name, version, content }) => ({
      kind,
      name,
      version,
      digest: content === undefined ? digestOfName(kind, name, version) : sha256(content),
    })),
  );
}

/** Teams deploy on working days between ten and three, before or after a weekend; only what happened yesterday is taken by the hour. */
function deployedAt(daysAgo: number, weekend: "before" | "after", zone: string, nowMs: number): number {
  const exactly = nowMs - daysAgo * DAY_MS;
  if (daysAgo < 2) return exactly;
  const day = Temporal.Instant.fromEpochMilliseconds(exactly).toZonedDateTimeISO(zone).toPlainDate();
  const working =
    day.dayOfWeek <= 5
      ? day
      : day.add({ days: weekend === "before" ? 5 - day.dayOfWeek : 8 - day.dayOfWeek });
  const minutes = 600 + Math.round((daysAgo % 1) * 300);
  return working.toZonedDateTime(zone).add({ minutes }).epochMilliseconds;
}

/** The releases of a feature and when they ran, oldest first. Each step takes over what the step before had and names no more. */
export function planReleases(
  plan: FeaturePlan,
  nowMs: number,
): { releases: PlannedRelease[]; deployments: PlannedDeployment[] } {
  const releases: PlannedRelease[] = [];
  const deployments: PlannedDeployment[] = [];
  for (const step of plan.versions) {
    const before = releases.at(-1);
    const replaced = new Set([...step.artifacts.map(identity), ...(step.without ?? [])]);
    const kept = (before?.artifacts ?? []).filter((artifact) => !replaced.has(identity(artifact)));
    const artifacts = [...kept, ...step.artifacts];
    const release = {
      digest: digestOf(artifacts),
      artifacts,
      commit: step.commit,
      model: step.model ?? before?.model ?? plan.traffic.model,
      inputScale: step.inputScale ?? before?.inputScale ?? 1,
    };
    releases.push(release);
    const atMs = deployedAt(step.daysAgo, "before", plan.traffic.zone, nowMs);
    if (step.canary && before) {
      const { weight, days } = step.canary;
      const shares = [
        { release, weight },
        { release: before, weight: 1 - weight },
      ];
      deployments.push({ atMs, shares, reason: `${step.reason}; first for ${weight * 100} in 100` });
      deployments.push({
        atMs: deployedAt(step.daysAgo - days, "after", plan.traffic.zone, nowMs),
        shares: [{ release, weight: 1 }],
        reason: `No worse than before after ${days} days; now for everybody`,
      });
    } else deployments.push({ atMs, shares: [{ release, weight: 1 }], reason: step.reason });
  }
  return { releases, deployments };
}

/** What ran at a moment; undefined while nothing was declared. */
export function runningAt(
  deployments: readonly PlannedDeployment[],
  atMs: number,
): PlannedDeployment | undefined {
  return deployments.findLast((deployment) => deployment.atMs <= atMs);
}

/** The report of a deployment as the API takes it. */
export function deploymentBody(planned: PlannedDeployment): DeploymentBody {
  return {
    environment: "production",
    shares: planned.shares.map(({ release, weight }) => ({ release: release.digest, weight })),
    effectiveAt: new Date(planned.atMs).toISOString(),
    reason: planned.reason,
    reportedBy: "Delivery pipeline",
  };
}
