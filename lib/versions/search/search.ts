import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { artifactKinds, MILLION } from "#lib/versions/domain";
import { instantText } from "#lib/versions/instant";
import {
  CONTENT_LEAST,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
  searchMatches,
} from "./search-schema.ts";
import { whereSeen } from "./seen-versions.ts";

/** Stretches that one version shows; the rest is counted. */
const MOST_RAN = 20;
const AROUND = 60;

const hitRows = z.array(
  z.object({
    id: z.string(),
    slug: z.string(),
    featureName: z.string(),
    kind: z.enum(artifactKinds),
    name: z.string(),
    version: z.string(),
    digest: z.string(),
    change: z.string(),
    createdBy: z.string(),
    createdAt: z.date(),
    matched: z.array(z.enum(searchMatches)),
    snippet: z.string().nullable(),
  }),
);
type HitRow = z.infer<typeof hitRows>[number];

const micros = z.bigint().transform(Number);
const ranRows = z.array(
  z.object({
    id: z.string(),
    environment: z.string(),
    from: micros,
    to: micros.nullable(),
    ppm: z.coerce.number(),
    releases: z.array(z.string()),
  }),
);
type RanRow = z.infer<typeof ranRows>[number];

/** A text that is looked for as it stands: what LIKE would read as a sign is none. */
const likeText = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

/** The feature that a key is bound to; null for whoever may read every one. */
export const boundFeature = (principal: Principal) => (principal.kind === "key" ? principal.featureId : null);

async function findHits(principal: Principal, query: Omit<SearchQuery, "format">): Promise<HitRow[]> {
  const { q, kind = null, feature = null, environment = null, cursor = null, limit } = query;
  const bound = boundFeature(principal);
  const pattern = likeText(q);
  const inContent = q.length >= CONTENT_LEAST;
  const prefix = /^[0-9a-f]{6,64}$/i.test(q) ? `${q.toLowerCase()}%` : null;
  const rows = await db().$queryRaw`
    WITH own AS (
      SELECT a.id, a.kind, a.name, f.slug, f.name AS feature_name FROM artifact a JOIN feature f ON f.id = a.feature_id
       WHERE (${bound}::int IS NULL OR f.id = ${bound}::int) AND (${feature}::text IS NULL OR f.slug = ${feature}::text)
         AND (${kind}::text IS NULL OR a.kind::text = ${kind}::text)
    ), hit AS (
      SELECT v.id, 'name' AS how FROM artifact_version v JOIN own a ON a.id = v.artifact_id
       WHERE replace(a.kind::text, '_', ' ') || ' ' || a.name || ' ' || v.version ILIKE ${pattern}
      UNION ALL SELECT v.id, 'content' FROM artifact_version v WHERE ${inContent} AND v.content ILIKE ${pattern}
      UNION ALL SELECT v.id, 'reason' FROM artifact_version v WHERE ${inContent} AND v.change ILIKE ${pattern}
      UNION ALL SELECT v.id, 'digest' FROM artifact_version v WHERE v.digest LIKE ${prefix}::text
      UNION ALL SELECT v.id, 'commit' FROM artifact_version v WHERE lower(v.commit) LIKE ${prefix}::text
      UNION ALL SELECT ra.artifact_version_id, CASE WHEN r.digest LIKE ${prefix}::text THEN 'release' ELSE 'commit' END
        FROM release r JOIN release_artifact ra ON ra.release_id = r.id
       WHERE r.digest LIKE ${prefix}::text OR lower(r.commit) LIKE ${prefix}::text
    )
    SELECT v.id::text, a.slug, a.feature_name AS "featureName", a.kind::text AS kind, a.name, v.version, v.digest, v.change,
           v.created_by AS "createdBy", v.created_at AS "createdAt", array_agg(DISTINCT hit.how) AS matched,
           CASE WHEN bool_or(hit.how = 'content') THEN
             substr(v.content, greatest(1, position(lower(${q}) IN lower(v.content)) - ${AROUND}::int), ${q.length + 2 * AROUND}::int)
           END AS snippet
      FROM hit JOIN artifact_version v ON v.id = hit.id JOIN own a ON a.id = v.artifact_id
     WHERE (${cursor}::uuid IS NULL OR v.id < ${cursor}::uuid)
       AND (${environment}::text IS NULL OR EXISTS (
         SELECT FROM release_artifact ra JOIN deployment_share s ON s.release_id = ra.release_id
           JOIN deployment_interval i ON i.deployment_id = s.deployment_id AND upper_inf(i.recorded)
          WHERE ra.artifact_version_id = v.id AND i.environment = ${environment}::text))
     GROUP BY v.id, a.slug, a.feature_name, a.kind, a.name
     ORDER BY v.id DESC LIMIT ${limit + 1}`;
  return hitRows.parse(rows);
}

/** Stretches in which versions are believed to have run, the newest first; those that touch and say the same are one. */
async function whereRan(ids: string[], environment: string | undefined): Promise<Map<string, RanRow[]>> {
  const rows = await db().$queryRaw`
    SELECT ra.artifact_version_id::text AS id, i.environment, sum(s.weight_ppm) AS ppm, array_agg(r.digest ORDER BY s.weight_ppm DESC) AS releases,
           (extract(epoch FROM lower(i.effective)) * 1000000)::bigint AS "from",
           (extract(epoch FROM upper(i.effective)) * 1000000)::bigint AS "to"
      FROM release_artifact ra
      JOIN release r ON r.id = ra.release_id
      JOIN deployment_share s ON s.release_id = ra.release_id
      JOIN deployment_interval i ON i.deployment_id = s.deployment_id AND upper_inf(i.recorded)
     WHERE ra.artifact_version_id = ANY(${ids}::uuid[])
       AND (${environment ?? null}::text IS NULL OR i.environment = ${environment ?? null}::text)
     GROUP BY ra.artifact_version_id, i.id
     ORDER BY ra.artifact_version_id, i.environment, lower(i.effective)`;
  const joined: RanRow[] = [];
  for (const row of ranRows.parse(rows)) {
    const last = joined.at(-1);
    const goesOn =
      last?.id === row.id &&
      last.environment === row.environment &&
      last.to === row.from &&
      last.ppm === row.ppm;
    if (last && goesOn) {
      last.to = row.to;
      last.releases = [...new Set([...last.releases, ...row.releases])];
    } else joined.push(row);
  }
  return Map.groupBy(
    joined.sort((a, b) => b.from - a.from),
    (row) => row.id,
  );
}

/**
 * Artifact versions that a text names, of every feature that the principal may read, each with where it was declared to
 * run (at most `mostRan` stretches, the rest counted) and where telemetry saw it. The newest first. Throws `invalid` for a
 * cursor that no page gave.
 */
export async function searchVersions(
  principal: Principal,
  query: Omit<SearchQuery, "format">,
  mostRan = MOST_RAN,
): Promise<SearchPage> {
  if (query.cursor !== undefined && !z.uuid().safeParse(query.cursor).success)
    throw new AppError("invalid", "cursor: not one that a list gave.");
  const found = await findHits(principal, query);
  const shown = found.slice(0, query.limit);
  const ids = shown.map((row) => row.id);
  const [ran, seen] = await Promise.all([
    whereRan(ids, query.environment),
    whereSeen(ids, query.environment),
  ]);
  const items = shown.map(({ id, slug, featureName, createdAt, ...row }): SearchHit => {
    const stretches = ran.get(id) ?? [];
    return {
      ...row,
      feature: { slug, name: featureName },
      createdAt: createdAt.toISOString(),
      ran: stretches.slice(0, mostRan).map(({ environment, from, to, ppm, releases }) => ({
        environment,
        from: instantText(from),
        to: to === null ? null : instantText(to),
        weight: ppm / MILLION,
        releases,
      })),
      moreRan: Math.max(0, stretches.length - mostRan),
      seen: seen.get(id) ?? [],
    };
  });
  return { items, next: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null };
}
