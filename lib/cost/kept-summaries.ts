import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { MINUTE_MS } from "#lib/core/time";
import { costSummaries } from "./queries.ts";
import { type CostSummary, costSummary } from "./schema.ts";

/**
 * Features from which on a list shows what was kept, which is a minute old: fewer are summed anew in the same time, so
 * that history that has just been loaded shows at once.
 */
export const LONG_LIST = 100;

/** What is older is not shown: the job that keeps it, once a minute, has missed two turns. */
const KEPT_FOR_MS = 2.5 * MINUTE_MS;

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

/** One JSON document of what is kept and new enough, by feature; nothing of the others. */
async function kept(column: "summary" | "sparkline", ids: readonly number[], now: Date): Promise<unknown> {
  const [from, to] = [-KEPT_FOR_MS, KEPT_FOR_MS].map((by) => new Date(now.getTime() + by).toISOString());
  const found = await db().$queryRaw<{ rows: unknown }[]>`
    SELECT json_agg(CASE WHEN ${column} = 'summary' THEN summary
      ELSE jsonb_build_object('featureId', feature_id, 'sparkline', sparkline) END) AS rows
    FROM cost_kept
    WHERE feature_id = ANY (${[...ids]}::int[]) AND kept_at BETWEEN ${from}::timestamptz AND ${to}::timestamptz`;
  return found[0]?.rows ?? [];
}

/** Summed now, for the features of which nothing new enough is kept. */
function others(ids: readonly number[], found: ReadonlyMap<number, unknown>, now: Date) {
  return costSummaries(
    ids.filter((id) => !found.has(id)),
    now,
  );
}

const keptSummary = costSummary.omit({ sparkline: true });

/** The same as costSummaries for lists of many features, as it was a minute ago and without the lines. */
export async function costSummariesOfList(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary>> {
  const rows = z.array(keptSummary).parse(await kept("summary", featureIds, now));
  const found = new Map<number, CostSummary>(rows.map((row) => [row.featureId, { ...row, sparkline: [] }]));
  for (const [id, summary] of await others(featureIds, found, now))
    found.set(id, { ...summary, sparkline: [] });
  return found;
}

const keptLine = costSummary.pick({ featureId: true, sparkline: true });

/** The lines alone, for the rows of such a list that are shown. */
export async function costSparklines(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary["sparkline"]>> {
  const rows = z.array(keptLine).parse(await kept("sparkline", featureIds, now));
  const found = new Map(rows.map((row) => [row.featureId, row.sparkline]));
  for (const [id, { sparkline }] of await others(featureIds, found, now)) found.set(id, sparkline);
  return found;
}
