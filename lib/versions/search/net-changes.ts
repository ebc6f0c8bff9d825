import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import type { ObservedAsked } from "./observed-changes.ts";

const MOST = 200;

const rows = z.array(
  z.object({
    slug: z.string(),
    name: z.string(),
    environment: z.string(),
    first: z.string().nullable(),
    last: z.string().nullable(),
  }),
);
export type NetEnds = z.infer<typeof rows>[number];

/**
 * The deployments that are believed to run at the beginning of a stretch and just before its end, by feature and environment,
 * where they are not the same; null where nothing is declared. At most 200.
 */
export async function readNetEnds(
  tx: Transaction,
  { from, to, bound, feature, environment }: ObservedAsked,
): Promise<NetEnds[]> {
  const found = await tx.$queryRaw`
    WITH believed AS (
      SELECT i.feature_id, i.environment, i.deployment_id, i.effective FROM deployment_interval i
       WHERE upper_inf(i.recorded) AND i.effective && tstzrange(${from}::timestamptz, ${to}::timestamptz)
         AND (${bound}::int IS NULL OR i.feature_id = ${bound}::int)
         AND (${environment}::text IS NULL OR i.environment = ${environment}::text)
    ), first AS (SELECT * FROM believed WHERE effective @> ${from}::timestamptz),
    last AS (SELECT * FROM believed WHERE effective @> ${to}::timestamptz - interval '1 microsecond')
    SELECT f.slug, f.name, coalesce(first.environment, last.environment) AS environment,
           first.deployment_id::text AS first, last.deployment_id::text AS last
      FROM first FULL JOIN last ON last.feature_id = first.feature_id AND last.environment = first.environment
      JOIN feature f ON f.id = coalesce(first.feature_id, last.feature_id)
     WHERE first.deployment_id IS DISTINCT FROM last.deployment_id
       AND (${feature}::text IS NULL OR f.slug = ${feature}::text)
     ORDER BY 1, 3 LIMIT ${MOST}`;
  return rows.parse(found);
}
