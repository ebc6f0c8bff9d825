import "server-only";
import { z } from "zod";
import { canReadFeature, type Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { HOUR_MS } from "#lib/core/time";
import {
  type TelemetryState,
  telemetryState,
  type UnregisteredServices,
  unregisteredServices,
} from "./schema.ts";

/** Whether telemetry of a feature has arrived, in all environments: its first and newest span, its calls in 24 hours. */
export async function readTelemetryState(featureId: number, now: Date): Promise<TelemetryState> {
  const to = new Date(Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS).toISOString();
  const rows = await db().$queryRaw`
    SELECT to_char(least(
        (SELECT c.started_at FROM call c WHERE c.feature_id = ${featureId} ORDER BY c.started_at LIMIT 1),
        (SELECT s.started_at FROM span s WHERE s.feature_id = ${featureId} ORDER BY s.started_at LIMIT 1)
      ) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "firstSpanAt",
      to_char(greatest(
        (SELECT c.started_at FROM call c WHERE c.feature_id = ${featureId} ORDER BY c.started_at DESC LIMIT 1),
        (SELECT s.started_at FROM span s WHERE s.feature_id = ${featureId} ORDER BY s.started_at DESC LIMIT 1)
      ) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSpanAt",
      (SELECT coalesce(sum(r.calls), 0)::float8 FROM call_rollup r
        WHERE r.feature_id = ${featureId} AND r.grain = 'h' AND r.start >= ${to}::timestamptz - interval '24 hours'
          AND r.start < ${to}::timestamptz) AS "calls24h"`;
  const [state] = z.array(telemetryState).length(1).parse(rows);
  return state ?? { firstSpanAt: null, lastSpanAt: null, calls24h: 0 };
}

/**
 * Services whose telemetry names no registered feature, the one with most calls first, from rollups.
 * Throws `forbidden` for a key that is bound to a feature.
 */
export async function listUnregisteredServices(principal: Principal): Promise<UnregisteredServices> {
  if (!canReadFeature(principal, 0)) throw new AppError("forbidden", "This key is bound to one feature.");
  const rows = await db().$queryRaw`
    SELECT d.service_name AS "serviceName", array_agg(DISTINCT d.environment) AS environments,
      sum(r.calls)::float8 AS calls,
      to_char(min(r.start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "firstHour",
      to_char(max(r.start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "lastHour"
    FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.feature_id = 0 AND r.grain = 'h'
    GROUP BY d.service_name
    ORDER BY sum(r.calls) DESC, d.service_name
    LIMIT 200`;
  return unregisteredServices.parse({ items: rows });
}
