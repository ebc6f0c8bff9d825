import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { DAY_MS } from "#lib/core/time";
import type { ObservedChange } from "./search-schema.ts";

/** A model that had not answered for so long counts as new again: what is read stays bounded however old a feature is. */
const LOOK_BACK_MS = 90 * DAY_MS;
const MOST = 100;

const rows = z.array(
  z.object({
    slug: z.string(),
    name: z.string(),
    environment: z.string(),
    provider: z.string().nullable(),
    model: z.string(),
    requested: z.array(z.string()),
    at: z.date(),
    calls: z.coerce.number(),
    of: z.coerce.number(),
    found: z.coerce.number(),
  }),
);

export type ObservedAsked = {
  /** Instants as RFC 3339; `to` does not belong to the stretch. */
  from: string;
  to: string;
  /** The feature that a key is bound to. */
  bound: number | null;
  feature: string | null;
  environment: string | null;
};

/**
 * Models that answered for the first time in a stretch, in features that other models had answered before: by feature, then
 * in the order of time, to the UTC hour. Nobody need have declared them: a provider changes what answers without a word.
 * From the rollups of days, and of the hours of one day for each model; `more` counts what is beyond the list.
 */
export async function readObservedChanges(
  tx: Transaction,
  { from, to, bound, feature, environment }: ObservedAsked,
): Promise<{ observed: ObservedChange[]; moreObserved: number }> {
  const firstDay = Math.floor(Date.parse(from) / DAY_MS) * DAY_MS;
  const since = new Date(firstDay - LOOK_BACK_MS).toISOString();
  const found = await tx.$queryRaw`
    WITH model AS (
      SELECT f.id, f.slug, f.name, m.* FROM feature f JOIN LATERAL (
        SELECT d.environment, d.provider, d.response_model, min(r.start) AS day,
               array_agg(DISTINCT d.request_model) FILTER (WHERE d.request_model IS NOT NULL) AS requested
          FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
         WHERE r.feature_id = f.id AND r.grain = 'd' AND r.start >= ${since}::timestamptz AND r.start < ${to}::timestamptz
           AND r.calls > 0 AND d.response_model IS NOT NULL
           AND (${environment}::text IS NULL OR d.environment = ${environment}::text)
         GROUP BY 1, 2, 3) m ON true
       WHERE (${bound}::int IS NULL OR f.id = ${bound}::int) AND (${feature}::text IS NULL OR f.slug = ${feature}::text)
    ), first AS (
      SELECT m.*, h.at, min(h.at) OVER (PARTITION BY m.id, m.environment) AS traffic FROM model m JOIN LATERAL (
        SELECT coalesce(min(r.start), m.day) AS at
          FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
         WHERE r.feature_id = m.id AND r.grain = 'h' AND r.start >= m.day AND r.start < m.day + interval '24 hours'
           AND r.calls > 0 AND d.environment = m.environment AND d.response_model = m.response_model
           AND d.provider IS NOT DISTINCT FROM m.provider) h ON true
    )
    SELECT n.slug, n.name, n.environment, n.provider, n.response_model AS model, coalesce(n.requested, '{}') AS requested, n.at,
           a.calls, a.of, count(*) OVER () AS found
      FROM first n JOIN LATERAL (
        SELECT coalesce(sum(r.calls) FILTER (
                 WHERE d.response_model = n.response_model AND d.provider IS NOT DISTINCT FROM n.provider), 0) AS calls,
               coalesce(sum(r.calls), 0) AS of
          FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
         WHERE r.feature_id = n.id AND r.grain = 'h' AND r.start >= n.at AND r.start < n.at + interval '24 hours'
           AND d.environment = n.environment AND d.response_model IS NOT NULL) a ON true
     WHERE n.at >= ${from}::timestamptz AND n.at < ${to}::timestamptz AND n.traffic < n.at
     ORDER BY n.slug, n.at, n.response_model LIMIT ${MOST}`;
  const parsed = rows.parse(found);
  return {
    observed: parsed.map(({ slug, name, at, found: _, ...row }) => ({
      feature: { slug, name },
      at: at.toISOString(),
      ...row,
    })),
    moreObserved: Math.max(0, (parsed[0]?.found ?? 0) - parsed.length),
  };
}
