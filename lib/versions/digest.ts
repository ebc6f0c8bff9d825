import { sha256 } from "#lib/core/ids";
import type { ArtifactKind } from "./domain.ts";

/** SHA-256 (64 hexadecimal digits) that stands for a version of which only the name is known. */
export function digestOfName(kind: ArtifactKind, name: string, version: string): string {
  return sha256(`${kind}\0${name}\0${version}`);
}

/**
 * SHA-256 of a release: of its artifact versions as JSON arrays `["kind","name","version","digest"]`, one a line, sorted
 * by code unit. The order in which they were sent does not matter; any other version of anything gives another digest.
 */
export function releaseDigest(
  versions: { kind: ArtifactKind; name: string; version: string; digest: string }[],
): string {
  const lines = versions.map(({ kind, name, version, digest }) =>
    JSON.stringify([kind, name, version, digest]),
  );
  return sha256(lines.sort().join("\n"));
}
