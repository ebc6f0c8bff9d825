import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { changeEvents } from "./search-schema.ts";

const edges = z.array(
  z.object({
    id: z.string(),
    event: z.enum(changeEvents),
    before: z.string().nullable(),
    imported: z.boolean(),
    slug: z.string(),
    name: z.string(),
    at: z.string(),
    knownSince: z.string(),
  }),
);
export type ChangeEdge = z.infer<typeof edges>[number];

type EdgesAsked = {
  /** Instants as RFC 3339; `to` does not belong to the stretch. */
  from: string;
  to: string;
  /** The feature that a key is bound to. */
  bound: number | null;
  feature: string | null;
  environment: string | null;
  /** Feature, instant and deployment of the last edge of the page before. */
  after: readonly [slug: string, at: string, id: string] | null;
  limit: number;
};

/**
 * Where one believed stretch takes over from another, begins after nothing or ends before nothing: by feature, then in the
 * order of time. A report is no edge where the one before says the same, and stands on the day from which it is believed,
 * whatever it said itself. `knownSince` is when that edge was first reported, by this report or by the one that cut it.
 */
export async function readEdges(tx: Transaction, asked: EdgesAsked): Promise<ChangeEdge[]> {
  const { from, to, bound, feature, environment, limit } = asked;
  const [slug, at, id] = asked.after ?? [null, null, null];
  const found = await tx.$queryRaw`
    WITH believed AS (
      SELECT i.feature_id, i.environment, i.deployment_id, lower(i.effective) AS start, upper(i.effective) AS stop
        FROM deployment_interval i
       WHERE upper_inf(i.recorded) AND lower(i.effective) < ${to}::timestamptz
         AND (${bound}::int IS NULL OR i.feature_id = ${bound}::int)
         AND (${environment}::text IS NULL OR i.environment = ${environment}::text)
    ), edge AS (
      SELECT feature_id, environment, deployment_id, start AS at, false AS is_end FROM believed WHERE start >= ${from}::timestamptz
      UNION ALL
      SELECT b.feature_id, b.environment, b.deployment_id, b.stop, true FROM believed b
       WHERE b.stop >= ${from}::timestamptz AND b.stop < ${to}::timestamptz
         AND NOT EXISTS (SELECT FROM believed n WHERE n.feature_id = b.feature_id AND n.environment = b.environment AND n.start = b.stop)
    )
    SELECT e.deployment_id::text AS id, before.id::text AS before, d.imported_commit IS NOT NULL AS imported, f.slug, f.name,
           to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
           CASE WHEN e.is_end THEN 'ended'
             WHEN EXISTS (SELECT FROM deployment_interval o WHERE o.deployment_id = e.deployment_id AND upper_inf(o.recorded)
                            AND lower(o.effective) < e.at) THEN 'resumed'
             ELSE 'began' END AS event,
           to_char(known.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "knownSince"
      FROM edge e
      JOIN deployment d ON d.id = e.deployment_id
      JOIN feature f ON f.id = e.feature_id
      LEFT JOIN LATERAL (SELECT p.deployment_id AS id, upper(p.effective) AS stop FROM deployment_interval p
                          WHERE NOT e.is_end AND p.feature_id = e.feature_id AND p.environment = e.environment
                            AND upper_inf(p.recorded) AND upper(p.effective) <= e.at
                          ORDER BY upper(p.effective) DESC LIMIT 1) before ON true
      JOIN LATERAL (SELECT min(lower(x.recorded)) AS since FROM deployment_interval x
                     WHERE x.deployment_id = e.deployment_id
                       AND CASE WHEN e.is_end THEN upper(x.effective) ELSE lower(x.effective) END = e.at) known ON true
     WHERE (${feature}::text IS NULL OR f.slug = ${feature}::text)
       AND (before.stop IS DISTINCT FROM e.at OR
         (SELECT array_agg((s.release_id, s.weight_ppm) ORDER BY s.release_id) FROM deployment_share s WHERE s.deployment_id = e.deployment_id)
         IS DISTINCT FROM
         (SELECT array_agg((s.release_id, s.weight_ppm) ORDER BY s.release_id) FROM deployment_share s WHERE s.deployment_id = before.id))
       AND (${slug}::text IS NULL OR (f.slug, e.at, e.deployment_id) > (${slug}::text, ${at}::timestamptz, ${id}::uuid))
     ORDER BY f.slug, e.at, e.deployment_id LIMIT ${limit}`;
  return edges.parse(found);
}
