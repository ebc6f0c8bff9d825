import "server-only";
import { recordActivity } from "#lib/activity/record";
import type { Principal } from "#lib/auth/domain";
import type { Transaction } from "#lib/core/db";
import type { Placement } from "./domain.ts";
import type { Micros } from "./instant.ts";
import { closeRectangles, insertRectangles } from "./rectangles.ts";
import type { DeploymentAnswer } from "./schema.ts";

export type Share = { releaseId: string; release: string; ppm: number };

export type Report = {
  report: Omit<DeploymentAnswer, "id">;
  shares: Share[];
  placement: Placement;
  now: Micros;
  action: "deployment.record" | "deployment.rollback" | "deployment.import";
  /** Id of the release that a rollback went back from. */
  rollbackFromId?: string;
  importedCommit?: string;
};

async function insertDeployment(tx: Transaction, featureId: number, written: Report): Promise<string> {
  const { report, shares, rollbackFromId = null, importedCommit = null } = written;
  const id = crypto.randomUUID();
  await tx.$executeRaw`
    INSERT INTO deployment (id, feature_id, environment, effective_at, until, reason, reported_by, recorded_at, rollback_from, imported_commit)
    VALUES (${id}::uuid, ${featureId}, ${report.environment}, ${report.effectiveAt}::timestamptz, ${report.until}::timestamptz,
      ${report.reason}, ${report.reportedBy}, ${report.reportedAt}::timestamptz, ${rollbackFromId}::uuid, ${importedCommit})`;
  await tx.deploymentShare.createMany({
    data: shares.map((share) => ({ deploymentId: id, releaseId: share.releaseId, weightPpm: share.ppm })),
  });
  return id;
}

/** Writes a report, what is believed from now on, and its activity row. The caller holds the timeline's lock. */
export async function writeDeployment(
  tx: Transaction,
  principal: Principal,
  featureId: number,
  written: Report,
): Promise<DeploymentAnswer> {
  const { report, placement, now, action } = written;
  const { environment } = report;
  const id = await insertDeployment(tx, featureId, written);
  await closeRectangles(tx, placement.closed, now);
  await insertRectangles(tx, { featureId, environment, now }, [
    ...placement.remainders,
    { deploymentId: id, ...placement.span },
  ]);
  const subject = { kind: "deployment", id, name: environment };
  await recordActivity(tx, principal, { action, subject, featureId, after: report });
  return { id, ...report };
}
