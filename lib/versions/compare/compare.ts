import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { textDiff } from "#lib/core/text-diff";
import { type ArtifactKind, artifactKinds, byKindAndName } from "#lib/versions/domain";
import { findRelease } from "#lib/versions/find-release";
import type { ArtifactDifference, Comparison, KeptVersion } from "./compare-schema.ts";
import { versionSpec } from "./diff-href.ts";
import { structuredDiff } from "./structured-diff.ts";
import { versionsByAge } from "./version-ages.ts";

/** Characters of content that one answer compares; what is beyond it can be asked for one artifact at a time. */
const MOST_CONTENT = 4_000_000;
const MOST_REASONS = 50;

const selectVersion = {
  id: true,
  artifactId: true,
  version: true,
  digest: true,
  change: true,
  commit: true,
  createdBy: true,
  createdAt: true,
  content: true,
  artifact: { select: { kind: true, name: true } },
} as const;

type Version = Omit<KeptVersion, "createdAt"> & { id: string; artifactId: string; createdAt: Date };
type Side = Comparison["from"] & { versions: Version[] };

function flat<T extends { artifact: { kind: ArtifactKind; name: string } }>({ artifact, ...row }: T) {
  return { ...row, ...artifact };
}

/** A version of an artifact with its content where that was kept. Throws `not_found`. */
export async function getVersion(
  featureId: number,
  { kind, name, version }: { kind: ArtifactKind; name: string; version: string },
): Promise<KeptVersion> {
  const found = await findVersion(featureId, kind, name, version);
  if (!found) throw new AppError("not_found", `There is no ${kind} ${name} ${version}.`);
  const { id: _, artifactId: __, createdAt, ...rest } = found;
  return { ...rest, createdAt: createdAt.toISOString() };
}

async function findVersion(
  featureId: number,
  kind: ArtifactKind,
  name: string,
  version: string,
): Promise<Version | null> {
  const where = { version, artifact: { featureId, kind, name } };
  const row = await db().artifactVersion.findFirst({ where, select: selectVersion });
  return row && flat(row);
}

const releaseSpec = /^[0-9a-f]{12,64}$/i;
const artifactSpec = /^([a-z_]+)\/(.+)$/s;

/** Each way to read "chat@claude@20240620" as name and version: both may have an @ of their own. */
function namedVersions(text: string): { name: string; version: string }[] {
  const parts = text.split("@");
  return parts
    .slice(1)
    .map((_, index) => ({
      name: parts.slice(0, index + 1).join("@"),
      version: parts.slice(index + 1).join("@"),
    }))
    .filter(({ name, version }) => name !== "" && version !== "");
}

/** The one version that is called so. Throws `not_found`, and `conflict` where two readings of it are both there. */
async function versionOfSpec(featureId: number, kind: ArtifactKind, text: string): Promise<Version> {
  const rows = await db().artifactVersion.findMany({
    where: {
      artifact: { featureId, kind },
      OR: namedVersions(text).map(({ name, version }) => ({ version, artifact: { name } })),
    },
    select: selectVersion,
    take: 2,
  });
  const [row, other] = rows;
  if (other) throw new AppError("conflict", `Two versions of a ${kind} are called ${text}.`);
  if (!row) throw new AppError("not_found", `There is no ${kind} ${text.replace(/@([^@]*)$/, " $1")}.`);
  return flat(row);
}

function invalid(path: "from" | "to", message: string): AppError {
  return new AppError("invalid", `${path}: ${message}`, { fields: [{ path, message }] });
}

async function readSide(featureId: number, path: "from" | "to", spec: string): Promise<Side> {
  if (releaseSpec.test(spec)) {
    const found = await findRelease(db(), featureId, spec.toLowerCase());
    if (!found) throw new AppError("not_found", `There is no release that begins with ${spec}.`);
    const row = await db().release.findUniqueOrThrow({
      where: { id: found.id },
      select: {
        commit: true,
        createdBy: true,
        createdAt: true,
        committedAt: true,
        artifacts: { select: { artifactVersion: { select: selectVersion } } },
      },
    });
    const { commit, createdBy, createdAt, committedAt } = row;
    return {
      spec: found.digest,
      release: {
        digest: found.digest,
        commit,
        createdBy,
        createdAt: createdAt.toISOString(),
        committedAt: committedAt?.toISOString() ?? null,
      },
      versions: row.artifacts.map(({ artifactVersion }) => flat(artifactVersion)),
    };
  }
  const match = artifactSpec.exec(spec);
  const kind = artifactKinds.find((one) => one === match?.[1]);
  const text = match?.[2] ?? "";
  if (!kind || namedVersions(text).length === 0)
    throw invalid(path, "neither a release's digest nor kind/name@version");
  const found = await versionOfSpec(featureId, kind, text);
  return { spec: versionSpec(found), release: null, versions: [found] };
}

type Pair = { from: Version | null; to: Version | null };

function pairsOf(from: Side, to: Side): Pair[] {
  if (from.release === null && to.release === null)
    return [{ from: from.versions[0] ?? null, to: to.versions[0] ?? null }];
  const keyOf = ({ kind, name }: Version) => `${kind}\0${name}`;
  const [old, now] = [from, to].map((side) => new Map(side.versions.map((one) => [keyOf(one), one])));
  const keys = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...keys].map((key) => ({ from: old?.get(key) ?? null, to: now?.get(key) ?? null }));
}

type Reasons = Pick<ArtifactDifference, "undone" | "reasons" | "moreReasons">;

/** Why each version between the two exists, the oldest first. Going back, they are those that are taken back. */
async function reasonsBetween({ from, to }: Pair): Promise<Reasons> {
  const one = to ?? from;
  if (!one || from?.id === to?.id) return { undone: false, reasons: [], moreReasons: 0 };
  const ages = await versionsByAge({ artifactId: one.artifactId });
  const own = (row: Omit<Version, "content" | "digest">) => ({
    version: row.version,
    change: row.change,
    commit: row.commit,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    committedAt: ages.get(row.id)?.toISOString() ?? null,
  });
  if (!from || !to || from.artifactId !== to.artifactId)
    return { undone: to === null, reasons: [own(one)], moreReasons: 0 };
  const { content: _, digest: __, ...columns } = selectVersion;
  const found = await db().artifactVersion.findMany({
    where: { artifactId: from.artifactId },
    select: columns,
  });
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = [...ages.keys()].reverse().flatMap((id) => byId.get(id) ?? []);
  const place = (version: Version) => rows.findIndex((row) => row.id === version.id);
  const [start, end] = [place(from), place(to)];
  const between = rows.slice(Math.min(start, end) + 1, Math.max(start, end) + 1).map(flat);
  return {
    undone: end < start,
    reasons: between.slice(-MOST_REASONS).map(own),
    moreReasons: Math.max(0, between.length - MOST_REASONS),
  };
}

function changeOf({ from, to }: Pair): ArtifactDifference["change"] {
  if (!from) return "added";
  if (!to) return "removed";
  return from.id === to.id ? "same" : "changed";
}

const refOf = (version: Version | null) =>
  version && { version: version.version, digest: version.digest, kept: version.content !== null };

async function differenceOf(pair: Pair, isTooLarge: boolean): Promise<ArtifactDifference | null> {
  const { from, to } = pair;
  const one = to ?? from;
  if (!one) return null;
  const change = changeOf(pair);
  const before = from ? from.content : "";
  const after = to ? to.content : "";
  const isKept = change !== "same" && before !== null && after !== null;
  const isCompared = isKept && !isTooLarge;
  return {
    kind: one.kind,
    name: one.name,
    change,
    from: refOf(from),
    to: refOf(to),
    ...(await reasonsBetween(pair)),
    text: isCompared ? textDiff(before, after) : null,
    structured: isCompared && from && to ? structuredDiff(before, after) : null,
    tooLarge: isKept && isTooLarge,
  };
}

/**
 * What differs between two releases of a feature, or between two versions of its artifacts. Throws `invalid` (a side that is
 * neither, or one of each), `not_found`, `conflict` when several releases begin so.
 */
export async function compareVersions(featureId: number, from: string, to: string): Promise<Comparison> {
  const [old, now] = await Promise.all([readSide(featureId, "from", from), readSide(featureId, "to", to)]);
  if ((old.release === null) !== (now.release === null))
    throw invalid("to", "a release is compared with a release, a version with a version");
  const pairs = pairsOf(old, now).sort((a, b) =>
    byKindAndName((a.to ?? a.from) as Version, (b.to ?? b.from) as Version),
  );
  const found: ArtifactDifference[] = [];
  let room = MOST_CONTENT;
  for (const pair of pairs) {
    const size = (pair.from?.content?.length ?? 0) + (pair.to?.content?.length ?? 0);
    const isTooLarge = pairs.length > 1 && size > room;
    if (!isTooLarge && changeOf(pair) !== "same") room -= size;
    const difference = await differenceOf(pair, isTooLarge);
    if (difference) found.push(difference);
  }
  const side = ({ spec, release }: Side) => ({ spec, release });
  return {
    of: old.release ? "releases" : "versions",
    from: side(old),
    to: side(now),
    artifacts: found.sort((a, b) => Number(a.change === "same") - Number(b.change === "same")),
  };
}
