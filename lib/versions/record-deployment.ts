import "server-only";
import { authoriseFeatureWrite } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { readDeployments } from "./deployment-rows.ts";
import { MILLION, type Placement, partsPerMillion, placeReport, type Rectangle } from "./domain.ts";
import { findRelease } from "./find-release.ts";
import { DAY_US, instantText, type Micros, microsOf } from "./instant.ts";
import { lockTimeline, readRectangles, recordedMoment } from "./rectangles.ts";
import type { DeploymentAnswer, DeploymentInput } from "./schema.ts";
import { type Share, writeDeployment } from "./write-deployment.ts";

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

/**
 * Where an imported report goes: only where nobody has reported anything, because what git says of the past must not
 * replace what people and pipelines said when it happened. Throws `conflict` where somebody has.
 */
async function placeImport(
  tx: Transaction,
  believed: Rectangle[],
  report: { from: Micros; until: Micros | null },
): Promise<Placement> {
  const imported = await tx.deployment.findMany({
    where: { id: { in: believed.map((one) => one.deploymentId) }, importedCommit: { not: null } },
    select: { id: true },
  });
  const isImported = new Set(imported.map((one) => one.id));
  const reported = believed.filter((one) => !isImported.has(one.deploymentId));
  if (reported.some((one) => one.from <= report.from && one.to > report.from))
    throw new AppError(
      "conflict",
      "Somebody has reported what ran then. An import only fills what nobody has reported.",
    );
  const next = reported.filter((one) => one.from > report.from).map((one) => one.from);
  const { span } = placeReport(believed, report);
  const to = Math.min(span.to, ...next);
  return placeReport(believed, { from: report.from, until: to === Number.POSITIVE_INFINITY ? null : to });
}

/** The report that an import of the same commit made before, whether it is still believed or not. */
async function importedBefore(
  tx: Transaction,
  featureId: number,
  report: Omit<DeploymentAnswer, "id">,
  commit: string,
): Promise<DeploymentAnswer | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM deployment WHERE feature_id = ${featureId} AND environment = ${report.environment}
      AND imported_commit = ${commit} AND effective_at = ${report.effectiveAt}::timestamptz LIMIT 1`;
  const [found] = await readDeployments(
    tx,
    rows.map((row) => row.id),
  );
  if (!found) return null;
  const { releaseIds: _, ...deployment } = found;
  return deployment;
}

/**
 * Records that releases got shares of the traffic from `effectiveAt` on. Nothing that was known before is rewritten: what
 * the report replaces stays readable under an earlier `knownAt`. A report that is believed already changes nothing
 * (`created` is false), and neither does the import of a commit that was imported. Throws `invalid`, `conflict` for an
 * ambiguous release and for an import where somebody has reported, `forbidden`.
 */
export async function recordDeployment(
  principal: Principal,
  feature: { id: number; teamId: string | null },
  input: DeploymentInput,
): Promise<{ deployment: DeploymentAnswer; created: boolean }> {
  authoriseFeatureWrite(principal, feature);
  const { environment } = input;
  const commit = input.imported?.commit;
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
        reason: commit ? `Imported from git (${commit.slice(0, 12)}): ${input.reason}` : input.reason,
        reportedBy: input.reportedBy ?? principal.name,
        reportedAt: instantText(now),
        rollbackFrom: null,
      };
      const known = commit ? await importedBefore(tx, feature.id, report, commit) : null;
      if (known) return { deployment: known, created: false };
      const reach = { from: input.effectiveAt, to: input.until ?? Number.POSITIVE_INFINITY };
      const believed = await readRectangles(tx, {
        featureId: feature.id,
        environment,
        span: reach,
        knownAt: null,
      });
      const place = { from: input.effectiveAt, until: input.until ?? null };
      const placement = commit ? await placeImport(tx, believed, place) : placeReport(believed, place);
      const { span, closed } = placement;
      const [only] = closed;
      if (only && closed.length === 1 && only.from <= span.from && only.to >= span.to) {
        const [same] = await readDeployments(tx, [only.deploymentId]);
        if (same && sameReport(same, report)) {
          const { releaseIds: _, ...deployment } = same;
          return { deployment, created: false };
        }
      }
      const action = commit ? "deployment.import" : "deployment.record";
      const written = { report, shares, placement, now, action, importedCommit: commit } as const;
      return { deployment: await writeDeployment(tx, principal, feature.id, written), created: true };
    },
    { timeout: 30_000, maxWait: 30_000 },
  );
}
