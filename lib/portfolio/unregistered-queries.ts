import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import type { PortfolioSummary } from "./schema.ts";

const unregisteredRow = z.object({
  calls: z.number(),
  serviceNames: z.array(z.string()),
  lastAt: z.date().nullable(),
});

/**
 * Calls of the last 7 days that belong to no feature, with the services that sent most of them; null for none. Services
 * that a feature has claimed since are left out: what they send from now on has its place.
 */
export async function unregisteredTelemetry(now: Date): Promise<PortfolioSummary["unregistered"]> {
  const rows = await db().$queryRaw`
    WITH by_service AS (
      SELECT d.service_name, sum(r.calls) AS calls
      FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
      WHERE r.feature_id = 0 AND r.grain = 'h' AND r.start > ${now.toISOString()}::timestamptz - interval '7 days'
        AND NOT EXISTS (SELECT FROM feature f WHERE d.service_name = ANY (f.match_service_names))
      GROUP BY d.service_name
    )
    SELECT coalesce(sum(calls), 0)::float8 AS calls,
      (SELECT coalesce(array_agg(service_name), '{}') FROM (
        SELECT service_name FROM by_service WHERE service_name IS NOT NULL ORDER BY calls DESC, service_name LIMIT 5
      ) AS most) AS "serviceNames",
      (SELECT started_at FROM call WHERE feature_id = 0 ORDER BY started_at DESC LIMIT 1) AS "lastAt"
    FROM by_service`;
  const [row] = z.tuple([unregisteredRow]).parse(rows);
  if (row.calls === 0 || row.lastAt === null) return null;
  return { calls: row.calls, serviceNames: row.serviceNames, lastAt: row.lastAt.toISOString() };
}
