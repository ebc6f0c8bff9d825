import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseFeatureWrite } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { sha256 } from "#lib/core/ids";
import { digestOfName, releaseDigest } from "./digest.ts";
import { type ArtifactKind, byKindAndName, nextVersion } from "./domain.ts";
import { instantText } from "./instant.ts";
import { readRelease } from "./release-queries.ts";
import type { ReleaseAnswer, ReleaseInput } from "./schema.ts";

type ArtifactInput = ReleaseInput["artifacts"][number];
type Version = {
  id: string;
  kind: ArtifactKind;
  name: string;
  version: string;
  digest: string;
  isNew: boolean;
};
type Context = { featureId: number; commit: string | undefined; createdBy: string };

function invalid(index: number, field: string, message: string): AppError {
  return new AppError("invalid", message, { fields: [{ path: `artifacts.${index}.${field}`, message }] });
}

/** The digest that was claimed: of the content, or given; null when only a version was named. */
function claimedDigest(input: ArtifactInput, index: number): string | null {
  const { kind, name, version, content, digest } = input;
  if (content === undefined && digest === undefined) {
    if (version !== undefined) return null;
    throw invalid(
      index,
      "version",
      `The ${kind} ${name} has no content, no digest and no version; give one of them.`,
    );
  }
  const ofContent = content === undefined ? undefined : sha256(content);
  if (ofContent !== undefined && digest !== undefined && ofContent !== digest) {
    throw invalid(
      index,
      "digest",
      `The digest given for the ${kind} ${name} is not the SHA-256 of its content.`,
    );
  }
  return ofContent ?? digest ?? null;
}

async function takeVersion(
  tx: Transaction,
  context: Context,
  input: ArtifactInput,
  index: number,
): Promise<Version> {
  const { kind, name, version, content, change } = input;
  const claimed = claimedDigest(input, index);
  const identity = { featureId: context.featureId, kind, name };
  const artifact = await tx.artifact.upsert({
    where: { featureId_kind_name: identity },
    create: identity,
    update: {},
  });
  const existing = await tx.artifactVersion.findMany({
    where: { artifactId: artifact.id },
    select: { id: true, version: true, digest: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const known =
    version === undefined
      ? existing.find((one) => one.digest === claimed)
      : existing.find((one) => one.version === version);
  if (known) {
    if (claimed !== null && known.digest !== claimed) {
      throw new AppError(
        "conflict",
        `The ${kind} ${name} has a version ${known.version} with another content (${known.digest.slice(0, 12)}, not ${claimed.slice(0, 12)}). A version never changes; give this one a new name.`,
      );
    }
    return { ...known, kind, name, isNew: false };
  }
  const named = version ?? nextVersion(existing.map((one) => one.version));
  if (change === undefined) {
    throw invalid(index, "change", `The ${kind} ${name} ${named} is new: say in change why it exists.`);
  }
  const digest = claimed ?? digestOfName(kind, name, named);
  const { createdBy } = context;
  const commit = input.commit ?? context.commit ?? null;
  const data = {
    artifactId: artifact.id,
    version: named,
    digest,
    content: content ?? null,
    change,
    commit,
    createdBy,
  };
  const { id } = await tx.artifactVersion.create({ data, select: { id: true } });
  return { id, kind, name, version: named, digest, isNew: true };
}

function assertOneOfEach(artifacts: ArtifactInput[]): void {
  const seen = new Set<string>();
  for (const [index, { kind, name }] of artifacts.entries()) {
    const identity = `${kind}\0${name}`;
    if (seen.has(identity)) throw invalid(index, "name", `The ${kind} ${name} is in the release twice.`);
    seen.add(identity);
  }
}

/** What git says of an imported release, and that it was imported now. */
function importOf({ imported }: ReleaseInput) {
  if (!imported) return {};
  const committedAt = new Date(instantText(imported.committedAt));
  return { importedAt: new Date(), committedAt, author: imported.author };
}

/**
 * Declares a release: a set of artifact versions, named by its digest. The same set gives the same release, also when
 * sent at the same time. Throws `invalid` (which artifact, and why), `conflict` when a version exists with another
 * content, `forbidden`.
 */
export async function createRelease(
  principal: Principal,
  feature: { id: number; teamId: string | null },
  input: ReleaseInput,
): Promise<{ release: ReleaseAnswer; created: boolean }> {
  authoriseFeatureWrite(principal, feature);
  assertOneOfEach(input.artifacts);
  const context = { featureId: feature.id, commit: input.commit, createdBy: principal.name };
  const { id, created } = await db().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`release ${feature.id}`}, 0))`;
      const versions: Version[] = [];
      for (const [index, artifact] of input.artifacts.entries())
        versions.push(await takeVersion(tx, context, artifact, index));
      versions.sort(byKindAndName);
      const digest = releaseDigest(versions);
      const existing = await tx.release.findUnique({
        where: { featureId_digest: { featureId: feature.id, digest } },
      });
      if (existing) return { id: existing.id, created: false };
      const { id } = await tx.release.create({
        data: {
          featureId: feature.id,
          digest,
          commit: input.commit ?? null,
          createdBy: principal.name,
          ...importOf(input),
          artifacts: { create: versions.map((version) => ({ artifactVersionId: version.id })) },
        },
      });
      const after = versions.map(({ kind, name, version, isNew }) => ({ kind, name, version, isNew }));
      const subject = { kind: "release", id, name: digest.slice(0, 12) };
      await recordActivity(tx, principal, {
        action: input.imported ? "release.import" : "release.create",
        subject,
        featureId: feature.id,
        after: { digest, artifacts: after },
      });
      return { id, created: true };
    },
    { timeout: 30_000, maxWait: 30_000 },
  );
  // After the transaction: it reads in parallel, and a release never changes.
  return { release: await readRelease(db(), id), created };
}
