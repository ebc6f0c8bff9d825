import "server-only";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Prisma } from "#prisma/client";
import { versionsByAge } from "./compare/version-ages.ts";
import { byKindAndName } from "./domain.ts";
import { findRelease } from "./find-release.ts";
import type { ArtifactsAnswer, ArtifactVersion, ReleaseAnswer, ReleasePage } from "./schema.ts";

const selectVersion = {
  version: true,
  digest: true,
  change: true,
  artifact: { select: { kind: true, name: true } },
} as const;

const selectRelease = {
  id: true,
  digest: true,
  commit: true,
  createdBy: true,
  createdAt: true,
  importedAt: true,
  committedAt: true,
  author: true,
  artifacts: {
    select: {
      artifactVersion: {
        select: {
          ...selectVersion,
          releases: { select: { releaseId: true }, orderBy: { releaseId: "asc" }, take: 1 },
        },
      },
    },
  },
} as const satisfies Prisma.ReleaseSelect;

type ReleaseRow = Prisma.ReleaseGetPayload<{ select: typeof selectRelease }>;

function importOf({ importedAt, committedAt, author }: ReleaseRow): ReleaseAnswer["imported"] {
  if (!importedAt || !committedAt || author === null) return null;
  return { at: importedAt.toISOString(), committedAt: committedAt.toISOString(), author };
}

function answerOf(row: ReleaseRow): ReleaseAnswer {
  const artifacts = row.artifacts.map(({ artifactVersion: { artifact, releases, ...version } }) => ({
    ...artifact,
    ...version,
    // Ids are of version 7, which begin with the time: the first release is the one with the least.
    isNew: releases[0]?.releaseId === row.id,
  }));
  return {
    release: row.digest,
    commit: row.commit,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    imported: importOf(row),
    artifacts: artifacts.sort(byKindAndName),
  };
}

/** A release by its id, which exists. */
export async function readRelease(tx: Transaction, id: string): Promise<ReleaseAnswer> {
  return answerOf(await tx.release.findUniqueOrThrow({ where: { id }, select: selectRelease }));
}

/** The release of that digest or of that beginning (12 digits or more). Throws `not_found`, or `conflict` when several begin so. */
export async function getRelease(featureId: number, prefix: string): Promise<ReleaseAnswer> {
  const found = await findRelease(db(), featureId, prefix);
  if (!found) throw new AppError("not_found", `There is no release that begins with ${prefix}.`);
  return readRelease(db(), found.id);
}

/** Releases of a feature, newest first. `cursor` is the `next` of the page before. */
export async function listReleases(
  featureId: number,
  query: { cursor?: string; limit: number },
): Promise<ReleasePage> {
  const { cursor, limit } = query;
  if (cursor !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor))
    throw new AppError("invalid", "cursor: not one that a list gave.");
  const rows = await db().release.findMany({
    where: { featureId, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
    select: selectRelease,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit);
  return { items: items.map(answerOf), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Artifact versions of releases, by the release's id, in the order of the lanes. */
export async function artifactsOfReleases(
  tx: Transaction,
  releaseIds: string[],
): Promise<Map<string, ArtifactVersion[]>> {
  const rows = await tx.releaseArtifact.findMany({
    where: { releaseId: { in: releaseIds } },
    select: { releaseId: true, artifactVersion: { select: selectVersion } },
  });
  const byRelease = Map.groupBy(rows, (row) => row.releaseId);
  return new Map(
    [...byRelease].map(([id, members]) => [
      id,
      members
        .map(({ artifactVersion: { artifact, ...version } }) => ({ ...artifact, ...version }))
        .sort(byKindAndName),
    ]),
  );
}

/** The newest versions of an artifact that its list shows. */
const MOST_VERSIONS = 50;

/** Artifacts of a feature with their versions (at most the newest 50 of each), newest first; imported ones by their commit. */
export async function listArtifacts(featureId: number): Promise<ArtifactsAnswer> {
  const ages = await versionsByAge({ featureId }, MOST_VERSIONS);
  const order = new Map([...ages.keys()].map((id, index) => [id, index]));
  const rows = await db().artifact.findMany({
    where: { featureId },
    select: {
      kind: true,
      name: true,
      versions: {
        where: { id: { in: [...ages.keys()] } },
        select: { id: true, version: true, digest: true, change: true, createdBy: true, createdAt: true },
      },
    },
  });
  const items = rows.map(({ versions, ...artifact }) => ({
    ...artifact,
    versions: versions
      .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
      .map(({ id, createdAt, ...version }) => ({
        ...version,
        createdAt: createdAt.toISOString(),
        committedAt: ages.get(id)?.toISOString() ?? null,
      })),
  }));
  return { items: items.sort(byKindAndName) };
}
