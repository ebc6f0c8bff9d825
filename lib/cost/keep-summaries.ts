import "server-only";
import { db } from "#lib/core/db";
import { costSummaries, LONG_LIST } from "./queries.ts";

/** What belongs to no feature is summed up as feature 0. */
const UNREGISTERED = 0;

/**
 * Sums up the cost of every feature for lists, where there are enough for one to be long: a job does so each minute.
 * An older sum never takes the place of a newer one.
 */
export async function keepSummaries(now: Date): Promise<void> {
  const features = await db().feature.findMany({ select: { id: true } });
  if (features.length <= LONG_LIST) return;
  const summaries = await costSummaries([UNREGISTERED, ...features.map(({ id }) => id)], now);
  const rows = [...summaries.values()].map(({ sparkline, spendThisMonthNano, ...rest }) => ({
    sparkline,
    summary: { ...rest, spendThisMonthNano: `${spendThisMonthNano}` },
  }));
  await db().$executeRaw`
    INSERT INTO cost_kept
    SELECT (one->'summary'->>'featureId')::int, ${now.toISOString()}::timestamptz, one->'summary', one->'sparkline'
    FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS one
    ON CONFLICT (feature_id) DO UPDATE SET
      kept_at = excluded.kept_at, summary = excluded.summary, sparkline = excluded.sparkline
    WHERE cost_kept.kept_at <= excluded.kept_at`;
}
