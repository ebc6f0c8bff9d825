import { Temporal } from "temporal-polyfill";
import { sha256 } from "#lib/core/ids";
import { DAY_MS } from "#lib/core/time";
import { digestOfName, releaseDigest } from "#lib/versions/digest";
import type { DeploymentBody } from "#lib/versions/schema";
import type { ArtifactPlan, FeaturePlan, ModelUse, VersionStep } from "./feature-plan.ts";

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
  environment: string;
  shares: { release: PlannedRelease; weight: number }[];
  reason: string;
  /** Number of the step that it belongs to. */
  step: number;
  reportedLast: boolean;
  /** The release that is left, where somebody rolls back now. */
  leaves: PlannedRelease | null;
};

/** Days before now that a day of the calendar must lie back, so that nothing of the 90 days comes before it. */
const LONG_AGO_DAYS = 125;

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

/** The last such day that lies long enough back, whatever day it is today: "What ran on March 14?" always has an answer. */
export function memorableDay(month: number, day: number, zone: string, nowMs: number): Temporal.PlainDate {
  const latest = Temporal.Instant.fromEpochMilliseconds(nowMs - LONG_AGO_DAYS * DAY_MS)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const thisYear = Temporal.PlainDate.from({ year: latest.year, month, day });
  return Temporal.PlainDate.compare(thisYear, latest) <= 0 ? thisYear : thisYear.subtract({ years: 1 });
}

function beginOf(step: VersionStep, zone: string, nowMs: number): number {
  if (!step.on) return deployedAt(step.daysAgo, step.rollback ? "after" : "before", zone, nowMs);
  const { month, day, time } = step.on;
  return memorableDay(month, day, zone, nowMs).toZonedDateTime({ timeZone: zone, plainTime: time })
    .epochMilliseconds;
}

function canaryEnd(step: VersionStep, atMs: number, days: number, zone: string, nowMs: number): number {
  return step.on ? atMs + days * DAY_MS : deployedAt(step.daysAgo - days, "after", zone, nowMs);
}

/** The release of a step: what the one before had, but for what the step replaces or leaves out. */
function releaseOf(step: VersionStep, before: PlannedRelease | undefined, plan: FeaturePlan): PlannedRelease {
  const replaced = new Set([...step.artifacts.map(identity), ...(step.without ?? [])]);
  const kept = (before?.artifacts ?? []).filter((artifact) => !replaced.has(identity(artifact)));
  const artifacts = [...kept, ...step.artifacts];
  return {
    digest: digestOf(artifacts),
    artifacts,
    commit: step.commit,
    model: step.model ?? before?.model ?? plan.traffic.model,
    inputScale: step.inputScale ?? before?.inputScale ?? 1,
  };
}

/** The releases of a feature and when they ran, oldest first. Each step takes over what the step before had and names no more. */
export function planReleases(
  plan: FeaturePlan,
  nowMs: number,
): { releases: PlannedRelease[]; deployments: PlannedDeployment[] } {
  const releases: PlannedRelease[] = [];
  const deployments: PlannedDeployment[] = [];
  const { environment = "production" } = plan;
  const { zone } = plan.traffic;
  let runs: PlannedRelease | undefined;
  for (const [number, step] of plan.versions.entries()) {
    const atMs = beginOf(step, zone, nowMs);
    const before = runs;
    const leaves = step.rollback === "now" ? (before ?? null) : null;
    const common = { environment, step: number, reportedLast: step.reportedLast === true, leaves };
    const release = step.rollback ? releases.at(-2) : releaseOf(step, before, plan);
    if (!release) throw new Error(`${plan.slug}: nothing ran before that it could go back to`);
    if (!step.rollback) releases.push(release);
    runs = release;
    const whole = [{ release, weight: 1 }];
    if (!step.canary || !before) {
      deployments.push({ ...common, atMs, shares: whole, reason: step.reason });
      continue;
    }
    const { weight, days } = step.canary;
    const shares = [
      { release, weight },
      { release: before, weight: 1 - weight },
    ];
    const first = `${step.reason}; first for ${weight * 100} in 100`;
    deployments.push({ ...common, atMs, shares, reason: first });
    deployments.push({
      ...common,
      atMs: canaryEnd(step, atMs, days, zone, nowMs),
      shares: whole,
      reason: `No worse than before after ${days < 1 ? "some hours" : `${days} days`}; now for everybody`,
    });
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
    environment: planned.environment,
    shares: planned.shares.map(({ release, weight }) => ({ release: release.digest, weight })),
    effectiveAt: new Date(planned.atMs).toISOString(),
    reason: planned.reason,
    reportedBy: "Delivery pipeline",
  };
}

/** What was really so of a deployment that was reported wrongly, as the API takes it; null where nothing was. */
export function correctionBody(plan: FeaturePlan, nowMs: number): DeploymentBody | null {
  const { correction } = plan;
  if (!correction) return null;
  const { deployments } = planReleases(plan, nowMs);
  const index = deployments.findIndex(({ step }) => step === correction.step);
  const [wrong, next] = [deployments[index], deployments[index + 1]];
  const [first, second] = wrong?.shares ?? [];
  if (!wrong || !next || !first || !second) throw new Error(`${plan.slug}: only a canary can be corrected`);
  return {
    ...deploymentBody(wrong),
    shares: [
      { release: first.release.digest, weight: correction.weight },
      { release: second.release.digest, weight: 1 - correction.weight },
    ],
    until: new Date(next.atMs).toISOString(),
    reason: correction.reason,
    reportedBy: undefined,
  };
}

/** The plan of production, and that of the other environment where the feature has one. */
export function inEnvironments(plan: FeaturePlan): FeaturePlan[] {
  const { staging } = plan.traffic;
  if (!staging) return [plan];
  const versions = plan.versions
    .filter((step) => !step.on && !step.rollback)
    .map((step) => ({ ...step, daysAgo: step.daysAgo + staging.daysEarlier, canary: undefined }));
  const traffic = { ...plan.traffic, perDay: staging.perDay, weekend: 0, hours: "office" as const };
  return [plan, { ...plan, environment: "staging", versions, traffic, correction: undefined }];
}
