import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";

const rows = z.array(z.object({ id: z.string(), committedAt: z.date().nullable() }));

/**
 * Versions of artifacts, each artifact's newest first (at most `most` of each): by id, with when git says that it was first
 * committed where that was before it was declared. What an import brought late is as old as its commit, or live changes would
 * seem to be taken back by it.
 */
export async function versionsByAge(
  of: { featureId: number } | { artifactId: string },
  most = Number.MAX_SAFE_INTEGER,
): Promise<Map<string, Date | null>> {
  const featureId = "featureId" in of ? of.featureId : null;
  const artifactId = "artifactId" in of ? of.artifactId : null;
  const found = await db().$queryRaw`
    SELECT id::text, committed AS "committedAt" FROM (
      SELECT v.id, c.at AS committed, least(v.created_at, c.at) AS born,
             row_number() OVER (PARTITION BY v.artifact_id ORDER BY least(v.created_at, c.at) DESC, v.id DESC) AS place
        FROM artifact a JOIN artifact_version v ON v.artifact_id = a.id
        LEFT JOIN LATERAL (SELECT min(r.committed_at) AS at FROM release_artifact ra JOIN release r ON r.id = ra.release_id
                            WHERE ra.artifact_version_id = v.id AND r.committed_at < v.created_at) c ON true
       WHERE a.feature_id = ${featureId}::int OR a.id = ${artifactId}::uuid) AS aged
     WHERE place <= ${most}::bigint ORDER BY born DESC, id DESC`;
  return new Map(rows.parse(found).map(({ id, committedAt }) => [id, committedAt]));
}
