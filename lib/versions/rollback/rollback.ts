import "server-only";
import { authoriseFeatureWrite } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { readDeployments } from "#lib/versions/deployment-rows";
import { MILLION, placeReport, type Rectangle } from "#lib/versions/domain";
import { findRelease } from "#lib/versions/find-release";
import { instantText, type Micros } from "#lib/versions/instant";
import { lockTimeline, readRectangles, recordedMoment } from "#lib/versions/rectangles";
import { artifactsOfReleases } from "#lib/versions/release-queries";
import type { DeploymentAnswer, RollbackInput, RollbackPlan } from "#lib/versions/schema";
import { writeDeployment } from "#lib/versions/write-deployment";
import { isGoingBack, type RunStretch, rollbackTarget } from "./rollback-target.ts";

type Past = { believed: Rectangle[]; stretches: RunStretch[] };

/** All that is believed to have run in an environment, up to any end. */
async function readPast(tx: Transaction, featureId: number, environment: string): Promise<Past> {
  const span = { from: 0, to: Number.POSITIVE_INFINITY };
  const believed = await readRectangles(tx, { featureId, environment, span, knownAt: null });
  const rows = await readDeployments(tx, [...new Set(believed.map((one) => one.deploymentId))]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const stretches = believed.map(({ from, to, deploymentId }): RunStretch => {
    const row = byId.get(deploymentId);
    const shares = row?.shares.map(({ release, weight }) => ({ release, ppm: Math.round(weight * MILLION) }));
    return { from, to, shares: shares ?? [], isRollback: Boolean(row?.rollbackFrom) };
  });
  return { believed, stretches };
}

/** What runs now and where a rollback would lead. */
export async function planRollback(featureId: number, environment: string): Promise<RollbackPlan> {
  const tx = db();
  const now = await recordedMoment(tx, featureId, environment, 0);
  const { stretches } = await readPast(tx, featureId, environment);
  const found = rollbackTarget(stretches, now);
  if (!found) return { environment, current: [], since: null, target: null };
  const current = found.current.shares.map(({ release, ppm }) => ({ release, weight: ppm / MILLION }));
  const since = instantText(found.current.from);
  if (found.target === null) return { environment, current, since, target: null };
  const { id, createdAt } = await tx.release.findUniqueOrThrow({
    where: { featureId_digest: { featureId, digest: found.target } },
    select: { id: true, createdAt: true },
  });
  const artifacts = (await artifactsOfReleases(tx, [id])).get(id) ?? [];
  const target = { release: found.target, createdAt: createdAt.toISOString(), artifacts };
  return { environment, current, since, target };
}

/** Throws `conflict` unless exactly the releases that the person saw run now. */
function assertExpected(expected: string[] | undefined, current: RunStretch): void {
  if (expected === undefined) return;
  const running = current.shares.map((share) => share.release);
  const isSame =
    running.length === expected.length &&
    running.every((release) => expected.some((prefix) => release.startsWith(prefix)));
  if (isSame) return;
  const names = running.map((release) => release.slice(0, 12)).join(" and ");
  throw new AppError(
    "conflict",
    `Something else runs by now: ${names}. Look again before you go back; nothing was recorded.`,
  );
}

async function chooseTarget(
  tx: Transaction,
  featureId: number,
  input: RollbackInput,
  stretches: RunStretch[],
  now: Micros,
): Promise<{ left: string; to: { id: string; digest: string } }> {
  const { environment } = input;
  const found = rollbackTarget(stretches, now);
  if (!found)
    throw new AppError(
      "impossible",
      `Nothing is declared to run in ${environment}, so there is nothing to go back from.`,
    );
  assertExpected(input.expected, found.current);
  const wanted = input.to ?? found.target;
  if (wanted === null)
    throw new AppError(
      "impossible",
      `No earlier release is known to have run in ${environment} with all the traffic.`,
    );
  const to = await findRelease(tx, featureId, wanted);
  if (!to) throw new AppError("invalid", `This feature has no release that begins with ${wanted}.`);
  const name = to.digest.slice(0, 12);
  // The greatest share comes first: the release that most of the traffic leaves.
  const left = found.current.shares.find((share) => share.release !== to.digest)?.release;
  if (left === undefined)
    throw new AppError("impossible", `The release ${name} has all the traffic already.`);
  if (!stretches.some((one) => one.from <= now && one.shares.some((share) => share.release === to.digest)))
    throw new AppError(
      "impossible",
      `The release ${name} never ran in ${environment}. Going back leads to what ran; record a deployment for what is new.`,
    );
  if (!isGoingBack(stretches, found.current, { left, to: to.digest }))
    throw new AppError(
      "impossible",
      `The release ${name} never had the traffic in ${environment} before ${left.slice(0, 12)} began, so this goes forward and not back; record a deployment of it.`,
    );
  return { left, to };
}

/**
 * Records that all traffic goes back to an earlier release, from this moment on. It switches nothing by itself. Throws
 * `conflict` when something else runs than was expected, `impossible` when there is nothing to go back to, `invalid`,
 * `forbidden`.
 */
export async function rollBack(
  principal: Principal,
  feature: { id: number; teamId: string | null },
  input: RollbackInput,
): Promise<DeploymentAnswer> {
  authoriseFeatureWrite(principal, feature);
  const { environment } = input;
  return db().$transaction(
    async (tx) => {
      await lockTimeline(tx, feature.id, environment, "write");
      const now = await recordedMoment(tx, feature.id, environment, 1);
      const { believed, stretches } = await readPast(tx, feature.id, environment);
      const { left, to } = await chooseTarget(tx, feature.id, input, stretches, now);
      const from = await findRelease(tx, feature.id, left);
      if (!from) throw new AppError("impossible", "What runs now is no release of this feature.");
      const report = {
        environment,
        shares: [{ release: to.digest, weight: 1 }],
        effectiveAt: instantText(now),
        until: null,
        reason: `Rolled back from ${from.digest.slice(0, 12)}: ${input.reason}`,
        reportedBy: principal.name,
        reportedAt: instantText(now),
        rollbackFrom: from.digest,
      };
      return writeDeployment(tx, principal, feature.id, {
        report,
        shares: [{ releaseId: to.id, release: to.digest, ppm: MILLION }],
        placement: placeReport(
          believed.filter((one) => one.to > now),
          { from: now, until: null },
        ),
        now,
        action: "deployment.rollback",
        rollbackFromId: from.id,
      });
    },
    { timeout: 30_000, maxWait: 30_000 },
  );
}
