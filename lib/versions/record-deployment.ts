import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseFeatureWrite } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { readDeployments } from "./deployment-rows.ts";
import { MILLION, partsPerMillion, placeReport } from "./domain.ts";
import { findRelease } from "./find-release.ts";
import { DAY_US, instantText, type Micros, microsOf } from "./instant.ts";
import {
  closeRectangles,
  insertRectangles,
  lockTimeline,
  readRectangles,
  recordedMoment,
} from "./rectangles.ts";
import type { DeploymentAnswer, DeploymentInput } from "./schema.ts";

type Share = { releaseId: string; release: string; ppm: number };

const earliest = microsOf("2000-01-01T00:00:00Z");

function invalid(path: string, message: string): AppError {
  return new AppError("invalid", message, { fields: [{ path, message }] });
}

async function resolveShares(
  tx: Transaction,
  featureId: number,
  shares: DeploymentInput["shares"],
): Promise<Share[]> {
  const parts = partsPerMillion(shares.map((share) => share.weight));
  if (!parts) throw invalid("shares", "The weights must sum to 1.");
  const resolved: Share[] = [];
  for (const [index, { release }] of shares.entries()) {
    const found = await findRelease(tx, featureId, release);
    if (!found)
      throw invalid(`shares.${index}.release`, `This feature has no release that begins with ${release}.`);
    if (resolved.some((one) => one.releaseId === found.id)) {
      throw invalid(
        `shares.${index}.release`,
        `The release ${found.digest.slice(0, 12)} is in the deployment twice.`,
      );
    }
    resolved.push({ releaseId: found.id, release: found.digest, ppm: parts[index] ?? 0 });
  }
  return resolved.sort((a, b) => b.ppm - a.ppm || (a.release < b.release ? -1 : 1));
}

function assertTimes(input: DeploymentInput, now: Micros): void {
  const { effectiveAt, until } = input;
  if (effectiveAt < earliest)
    throw invalid("effectiveAt", "A deployment cannot have begun before the year 2000.");
  if (effectiveAt > now + DAY_US) {
    throw invalid("effectiveAt", "A deployment is a fact: report it when it happens, at most one day ahead.");
  }
  if (until && until <= effectiveAt) throw invalid("until", "until must be after effectiveAt.");
}

/** Whether two reports say the same; the moment of the report is no part of it. */
function sameReport(
  a: Omit<DeploymentAnswer, "id" | "reportedAt">,
  b: Omit<DeploymentAnswer, "id" | "reportedAt">,
): boolean {
  const text = (one: typeof a) =>
    JSON.stringify([
      one.effectiveAt,
      one.until,
      one.reason,
      one.reportedBy,
      one.shares.map(({ release, weight }) => [release, weight]),
    ]);
  return text(a) === text(b);
}

async function insertDeployment(
  tx: Transaction,
  featureId: number,
  report: Omit<DeploymentAnswer, "id">,
  shares: Share[],
): Promise<string> {
  const id = crypto.randomUUID();
  await tx.$executeRaw`
    INSERT INTO deployment (id, feature_id, environment, effective_at, until, reason, reported_by, recorded_at)
    VALUES (${id}::uuid, ${featureId}, ${report.environment}, ${report.effectiveAt}::timestamptz, ${report.until}::timestamptz,
      ${report.reason}, ${report.reportedBy}, ${report.reportedAt}::timestamptz)`;
  await tx.deploymentShare.createMany({
    data: shares.map((share) => ({ deploymentId: id, releaseId: share.releaseId, weightPpm: share.ppm })),
  });
  return id;
}

/**
 * Records that releases got shares of the traffic from `effectiveAt` on. Nothing that was known before is rewritten: what
 * the report replaces stays readable under an earlier `knownAt`. A report that is believed already changes nothing
 * (`created` is false). Throws `invalid`, `conflict` for an ambiguous release, `forbidden`.
 */
export async function recordDeployment(
  principal: Principal,
  feature: { id: number; teamId: string | null },
  input: DeploymentInput,
): Promise<{ deployment: DeploymentAnswer; created: boolean }> {
  authoriseFeatureWrite(principal, feature);
  const { environment } = input;
  return db().$transaction(
    async (tx) => {
      await lockTimeline(tx, feature.id, environment, "write");
      const now = await recordedMoment(tx, feature.id, environment, 1);
      assertTimes(input, now);
      const shares = await resolveShares(tx, feature.id, input.shares);
      const report = {
        environment,
        shares: shares.map(({ release, ppm }) => ({ release, weight: ppm / MILLION })),
        effectiveAt: instantText(input.effectiveAt),
        until: input.until ? instantText(input.until) : null,
        reason: input.reason,
        reportedBy: input.reportedBy ?? principal.name,
        reportedAt: instantText(now),
      };
      const reach = { from: input.effectiveAt, to: input.until ?? Number.POSITIVE_INFINITY };
      const believed = await readRectangles(tx, {
        featureId: feature.id,
        environment,
        span: reach,
        knownAt: null,
      });
      const { span, closed, remainders } = placeReport(believed, {
        from: input.effectiveAt,
        until: input.until ?? null,
      });
      const [only] = closed;
      if (only && closed.length === 1 && only.from <= span.from && only.to >= span.to) {
        const [same] = await readDeployments(tx, [only.deploymentId]);
        if (same && sameReport(same, report)) {
          const { releaseIds: _, ...deployment } = same;
          return { deployment, created: false };
        }
      }
      const id = await insertDeployment(tx, feature.id, report, shares);
      await closeRectangles(tx, closed, now);
      await insertRectangles(tx, { featureId: feature.id, environment, now }, [
        ...remainders,
        { deploymentId: id, ...span },
      ]);
      const subject = { kind: "deployment", id, name: environment };
      await recordActivity(tx, principal, {
        action: "deployment.record",
        subject,
        featureId: feature.id,
        after: report,
      });
      return { deployment: { id, ...report }, created: true };
    },
    { timeout: 30_000, maxWait: 30_000 },
  );
}
