import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import type { SearchHit } from "./search-schema.ts";

const day = z.date().transform((at) => at.toISOString().slice(0, 10));
const rows = z.array(
  z.object({
    id: z.string(),
    environment: z.string(),
    firstDay: day,
    lastDay: day,
    calls: z.coerce.number(),
  }),
);

/**
 * The first and the last UTC day on which telemetry saw versions, by the version's id: calls that named the prompt with its
 * version, or a release that has it (12 digits or more of its digest). Declared or not. From the rollups of days, of those
 * versions' own dimensions only.
 */
export async function whereSeen(
  ids: string[],
  environment: string | undefined,
): Promise<Map<string, SearchHit["seen"]>> {
  const found = await db().$queryRaw`
    WITH asked AS (
      SELECT v.id, a.feature_id, a.kind, lower(a.name) AS name, regexp_replace(lower(v.version), '^v(?=[0-9])', '') AS version
        FROM artifact_version v JOIN artifact a ON a.id = v.artifact_id WHERE v.id = ANY(${ids}::uuid[])
    ), told AS (
      SELECT q.id, d.feature_id, d.id AS dimension_id, d.environment FROM asked q JOIN dimension d ON d.feature_id = q.feature_id
       WHERE (${environment ?? null}::text IS NULL OR d.environment = ${environment ?? null}::text)
         AND ((q.kind = 'prompt' AND lower(d.prompt_name) = q.name AND regexp_replace(lower(d.prompt_version), '^v(?=[0-9])', '') = q.version)
           OR EXISTS (SELECT FROM release_artifact ra JOIN release r ON r.id = ra.release_id
                       WHERE ra.artifact_version_id = q.id AND length(d.release) >= 12 AND starts_with(r.digest, lower(d.release))))
    )
    SELECT t.id::text, t.environment, min(r.start) AS "firstDay", max(r.start) AS "lastDay", sum(r.calls) AS calls
      FROM told t JOIN call_rollup r ON r.feature_id = t.feature_id AND r.grain = 'd' AND r.dimension_id = t.dimension_id
     WHERE r.calls > 0 GROUP BY 1, 2 ORDER BY 1, 2`;
  return new Map(
    [...Map.groupBy(rows.parse(found), (row) => row.id)].map(([id, own]) => [
      id,
      own.map(({ id: _, ...row }) => row),
    ]),
  );
}
