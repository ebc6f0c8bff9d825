import "server-only";
import { z } from "zod";
import { canReadFeature, type Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { usdString } from "#lib/core/money";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { Prisma } from "#prisma/client";
import { UNREGISTERED_FEATURE } from "./domain.ts";
import { type HistoryMove, historyMove } from "./history-schema.ts";
import {
  type TelemetryState,
  telemetryState,
  type UnregisteredServices,
  unregisteredService,
} from "./schema.ts";

/** Whether telemetry of a feature has arrived, in all environments: its first and newest span, its calls in 24 hours. */
export async function readTelemetryState(featureId: number, now: Date): Promise<TelemetryState> {
  const to = new Date(Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS).toISOString();
  const rows = await db().$queryRaw`
    SELECT to_char((SELECT CASE WHEN hour < date_trunc('hour', row, 'UTC') OR row IS NULL THEN hour ELSE row END FROM (
        SELECT least(
          (SELECT c.started_at FROM call c WHERE c.feature_id = ${featureId} ORDER BY c.started_at LIMIT 1),
          (SELECT s.started_at FROM span s WHERE s.feature_id = ${featureId} ORDER BY s.started_at LIMIT 1)) AS row,
          -- Of rows that are over their retention the hour is still known.
          (SELECT r.start FROM call_rollup r WHERE r.feature_id = ${featureId} AND r.grain = 'h' AND r.calls > 0
            ORDER BY r.start LIMIT 1) AS hour) first
      ) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "firstSpanAt",
      to_char(greatest(
        (SELECT c.started_at FROM call c WHERE c.feature_id = ${featureId} ORDER BY c.started_at DESC LIMIT 1),
        (SELECT s.started_at FROM span s WHERE s.feature_id = ${featureId} ORDER BY s.started_at DESC LIMIT 1)
      ) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSpanAt",
      (SELECT coalesce(sum(r.calls), 0)::float8 FROM call_rollup r
        WHERE r.feature_id = ${featureId} AND r.grain = 'h' AND r.start >= ${to}::timestamptz - interval '24 hours'
          AND r.start < ${to}::timestamptz) AS "calls24h"`;
  const [state] = z
    .array(telemetryState.omit({ history: true }))
    .length(1)
    .parse(rows);
  const history = await readHistoryMove(featureId);
  return { ...(state ?? { firstSpanAt: null, lastSpanAt: null, calls24h: 0 }), history };
}

/** The newest move of unregistered telemetry to a feature; null where there was none, or nothing to move. */
async function readHistoryMove(featureId: number): Promise<HistoryMove | null> {
  const rows = await db().$queryRaw`
    SELECT requested_by AS "requestedBy",
      to_char(requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "requestedAt",
      calls_total::float8 AS calls, calls_moved::float8 AS "callsMoved", spans_moved::float8 AS "spansMoved",
      to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "finishedAt"
    FROM history_move
    WHERE feature_id = ${featureId} AND (calls_total > 0 OR calls_moved > 0 OR spans_moved > 0)
    ORDER BY requested_at DESC, id LIMIT 1`;
  return z.array(historyMove).parse(rows)[0] ?? null;
}

const DAYS = 30;

const unregisteredRow = unregisteredService
  .omit({ usd: true, daily: true })
  .extend({ costNano: z.coerce.bigint(), days: z.array(z.tuple([z.number(), z.number()])) });

/**
 * Services, and agents in them, whose telemetry names no registered feature, those with most calls first, from rollups.
 * Of a history that has moved to a feature empty rollups stay; they are no service's any more.
 * Throws `forbidden` for a key that is bound to a feature.
 */
export async function listUnregisteredServices(
  principal: Principal,
  now = new Date(),
): Promise<UnregisteredServices> {
  if (!canReadFeature(principal, UNREGISTERED_FEATURE))
    throw new AppError("forbidden", "This key is bound to one feature.");
  const hour = (pick: Prisma.Sql, day: Prisma.Sql) => Prisma.sql`(
    SELECT to_char(${pick}(r.start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM call_rollup r
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.feature_id = ${UNREGISTERED_FEATURE} AND r.grain = 'h' AND r.start >= ${day} AND r.start < ${day} + interval '1 day'
      AND r.calls > 0
      AND d.service_name IS NOT DISTINCT FROM s.service_name AND d.agent IS NOT DISTINCT FROM s.agent)`;
  const rows = await db().$queryRaw`
    WITH daily AS (
      SELECT d.service_name, d.agent, r.start, array_agg(DISTINCT d.environment) AS environments, sum(r.calls) AS calls,
        sum(r.billable_calls) AS billable, sum(r.unpriced_calls) AS unpriced, sum(r.input_tokens) AS input,
        sum(r.output_tokens) AS output, sum(r.cost_nano) AS cost
      FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
      WHERE r.feature_id = ${UNREGISTERED_FEATURE} AND r.grain = 'd' AND r.calls > 0 GROUP BY 1, 2, 3
    ), services AS (
      SELECT service_name, agent, sum(calls) AS calls, sum(billable) AS billable, sum(unpriced) AS unpriced,
        sum(input) AS input, sum(output) AS output, sum(cost) AS cost, min(start) AS first, max(start) AS last,
        json_agg(json_build_array(extract(epoch FROM start)::bigint * 1000, calls)) AS days
      FROM daily GROUP BY 1, 2 ORDER BY calls DESC, service_name, agent LIMIT 200
    )
    SELECT s.service_name AS "serviceName", s.agent, s.calls::float8 AS calls, s.billable::float8 AS "billableCalls",
      s.unpriced::float8 AS "unpricedCalls", s.input::float8 AS "inputTokens", s.output::float8 AS "outputTokens",
      s.cost::text AS "costNano", s.days,
      array(SELECT DISTINCT unnest(environments) FROM daily d WHERE d.service_name IS NOT DISTINCT FROM s.service_name
        AND d.agent IS NOT DISTINCT FROM s.agent ORDER BY 1) AS environments,
      ${hour(Prisma.sql`min`, Prisma.sql`s.first`)} AS "firstHour", ${hour(Prisma.sql`max`, Prisma.sql`s.last`)} AS "lastHour"
    FROM services s ORDER BY s.calls DESC, s.service_name, s.agent`;
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const items = z
    .array(unregisteredRow)
    .parse(rows)
    .map(({ costNano, days, ...service }) => {
      const calls = new Map(days);
      const daily = Array.from(
        { length: DAYS },
        (_, index) => calls.get(today - (DAYS - 1 - index) * DAY_MS) ?? 0,
      );
      return { ...service, usd: usdString(costNano), daily };
    });
  return { items };
}
