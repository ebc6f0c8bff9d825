import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { type DeploymentRow, readDeployments } from "#lib/versions/deployment-rows";
import { coverInterval, type Rectangle } from "#lib/versions/domain";
import {
  fillGaps,
  type ObservedHour,
  type ObservedStretch,
  observedStretches,
} from "#lib/versions/findings/observed";
import { HOUR_US, instantText, type Micros, type Span } from "#lib/versions/instant";
import { artifactsOfReleases } from "#lib/versions/release-queries";
import type { ArtifactVersion, Segment } from "#lib/versions/schema";

/** What is asked: the stretch (or instant) that ran, as believed at `knownAt`, or now when that is null. */
export type Question = {
  featureId: number;
  environment: string;
  span: Span;
  knownAt: Micros | null;
  /** Leave out what telemetry showed: over months it would be thousands of hours. */
  declaredOnly?: boolean;
};

const hourRows = z.array(
  z
    .object({ start: z.bigint(), release: z.string().nullable(), calls: z.bigint() })
    .transform(
      (row): ObservedHour => ({ start: Number(row.start), release: row.release, calls: Number(row.calls) }),
    ),
);

/** Calls by UTC hour and by release as sent, from the rollups. */
async function readObserved(
  tx: Transaction,
  where: { featureId: number; environment: string; span: Span },
): Promise<ObservedHour[]> {
  const { featureId, environment, span } = where;
  const from = instantText(Math.floor(span.from / HOUR_US) * HOUR_US);
  const to = instantText(Math.max(span.to, span.from + 1));
  const rows = await tx.$queryRaw`
    SELECT (extract(epoch FROM c.start) * 1000000)::bigint AS start, d.release, sum(c.calls)::bigint AS calls
    FROM call_rollup c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
    WHERE c.feature_id = ${featureId} AND c.grain = 'h' AND d.environment = ${environment}
      AND c.start >= ${from}::timestamptz AND c.start < ${to}::timestamptz
    GROUP BY 1, 2`;
  return hourRows.parse(rows);
}

/** Digests of the feature's releases, to complete what telemetry sent. */
export async function knownDigests(tx: Transaction, featureId: number): Promise<string[]> {
  const releases = await tx.release.findMany({ where: { featureId }, select: { digest: true } });
  return releases.map((release) => release.digest);
}

/** Artifact versions by release digest. */
export type Artifacts = Map<string, ArtifactVersion[]>;

function declaredSegment(span: Span, row: DeploymentRow, artifacts: Artifacts): Segment {
  return {
    from: instantText(span.from),
    to: instantText(span.to),
    certainty: "declared",
    shares: row.shares.map((share) => ({ ...share, artifacts: artifacts.get(share.release) ?? [] })),
    reason: row.reason,
    reportedAt: row.reportedAt,
    reportedBy: row.reportedBy,
    effectiveAt: row.effectiveAt,
    deployment: row.id,
    calls: null,
    callsWithoutRelease: null,
  };
}

function undeclaredSegment(span: Span, seen: ObservedStretch | null, artifacts: Artifacts): Segment {
  return {
    from: instantText(span.from),
    to: instantText(span.to),
    certainty: seen ? "observed" : "none",
    shares: (seen?.shares ?? []).map((share) => ({
      ...share,
      artifacts: artifacts.get(share.release) ?? [],
    })),
    reason: null,
    reportedAt: null,
    reportedBy: null,
    effectiveAt: null,
    deployment: null,
    calls: seen?.calls ?? null,
    callsWithoutRelease: seen?.callsWithoutRelease ?? null,
  };
}

/** The artifacts of releases of a feature by the digest of the release; digests that it has not are left out. */
export async function artifactsByDigest(
  tx: Transaction,
  featureId: number,
  digests: string[],
): Promise<Artifacts> {
  const releases = await tx.release.findMany({
    where: { featureId, digest: { in: digests } },
    select: { id: true, digest: true },
  });
  const byId = await artifactsOfReleases(
    tx,
    releases.map((release) => release.id),
  );
  return new Map(releases.map((release) => [release.digest, byId.get(release.id) ?? []]));
}

/** Segments over the whole stretch: what was declared, what telemetry showed in its gaps, and what neither says. */
export async function segmentsOf(
  tx: Transaction,
  question: Question,
  believed: Rectangle[],
  withObserved: boolean,
): Promise<Segment[]> {
  const { featureId, environment, span } = question;
  const cover = coverInterval(believed, span);
  const hasGap = cover.some((piece) => piece.of === null);
  const hours = withObserved && hasGap ? await readObserved(tx, { featureId, environment, span }) : [];
  const known = hours.some((hour) => hour.release !== null) ? await knownDigests(tx, featureId) : [];
  const filled = fillGaps(cover, observedStretches(hours, known));
  const ids = [...new Set(believed.map((one) => one.deploymentId))];
  const rows = new Map((await readDeployments(tx, ids)).map((row) => [row.id, row]));
  const digests = [
    ...[...rows.values()].flatMap((row) => row.shares.map((share) => share.release)),
    ...filled.flatMap((piece) => piece.observed?.shares.map((share) => share.release) ?? []),
  ];
  const artifacts = await artifactsByDigest(tx, featureId, [...new Set(digests)]);
  return filled.map(({ declared, observed, ...piece }) => {
    const row = declared && rows.get(declared.deploymentId);
    return row ? declaredSegment(piece, row, artifacts) : undeclaredSegment(piece, observed, artifacts);
  });
}
