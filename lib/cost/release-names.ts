import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { artifactKinds, nameOfChange } from "#lib/versions/domain";

const artifactRow = z.object({
  digest: z.string(),
  kind: z.enum(artifactKinds).nullable(),
  name: z.string().nullable(),
  version: z.string().nullable(),
});

/** Telemetry carries at least so many digits of a release. */
const DIGITS = 12;

/**
 * The declared releases of a feature that begin with one of these 12 digits: the whole digest, and what each brought that
 * no release before it had ("prompt v13"; null for nothing new). Digits that two releases begin with are left out.
 */
export async function releaseNames(
  featureId: number,
  prefixes: readonly string[],
): Promise<Map<string, { digest: string; name: string | null }>> {
  if (prefixes.length === 0) return new Map();
  const rows = await db().$queryRaw`
    SELECT r.digest, a.kind::text AS kind, a.name, v.version
    FROM release r
      LEFT JOIN release_artifact ra ON ra.release_id = r.id AND NOT EXISTS (
        SELECT FROM release_artifact earlier WHERE earlier.artifact_version_id = ra.artifact_version_id
          AND earlier.release_id < r.id)
      LEFT JOIN artifact_version v ON v.id = ra.artifact_version_id
      LEFT JOIN artifact a ON a.id = v.artifact_id
    WHERE r.feature_id = ${featureId} AND left(r.digest, ${DIGITS}::int) = ANY (${[...prefixes]}::text[])`;
  const found = Map.groupBy(z.array(artifactRow).parse(rows), (row) => row.digest);
  const byPrefix = Map.groupBy(found, ([digest]) => digest.slice(0, DIGITS));
  return new Map(
    [...byPrefix].flatMap(([prefix, releases]) => {
      const [only, another] = releases;
      if (!only || another) return [];
      const parts = only[1].flatMap(({ kind, name, version }) =>
        kind === null || name === null || version === null ? [] : [{ kind, name, version }],
      );
      return [[prefix, { digest: only[0], name: nameOfChange(parts, []) }]];
    }),
  );
}
