import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { briefOf, notMetSince } from "./brief.ts";
import { aged } from "./domain.ts";
import { evaluateFeature } from "./evaluate-feature.ts";
import { COMMIT_MARGIN_MS, isFresh } from "./freshness.ts";
import { FALL_DAYS, listFalls } from "./list-falls.ts";
import { type Brief, brief, characteristics as characteristicsSchema } from "./schema.ts";

/** Features that a list judges before it answers: what somebody has just changed. The rest follow within a minute. */
const JUDGED_IN_A_LIST = 2;

export type Card = Brief & {
  evaluatedAt: string;
  /** Checks that were met in the last FALL_DAYS days and are not any more, as "ownership.tested", the newest fall first. */
  falls: { path: string; at: string }[];
};

const row = z.object({
  id: z.number(),
  evaluatedAt: z.coerce.date().nullable(),
  outdated: z.boolean(),
  brief: brief.nullable(),
  characteristics: characteristicsSchema.nullable(),
  notMetSince: notMetSince.nullable(),
  falls: z.array(z.object({ path: z.string(), at: z.string() })).nullable(),
});
type Row = z.infer<typeof row>;

const answer = z.tuple([z.object({ rows: z.array(row).nullable() })]);

/**
 * Reasons are long, so whole cards are read only where something has run out since, or no brief of this form is kept yet.
 * One JSON document of all: with hundreds of features that is read in a fraction of the time that rows take.
 */
async function readRows(ids: readonly number[], now: Date): Promise<Row[]> {
  const found = await db().$queryRaw`SELECT json_agg(found) AS rows FROM (
    SELECT f.id, s.evaluated_at AS "evaluatedAt",
      s.feature_id IS NULL OR f.changed_at + ${COMMIT_MARGIN_MS}::int * interval '1 millisecond' > s.evaluated_at AS outdated,
      CASE WHEN NOT whole THEN s.brief END AS brief,
      CASE WHEN whole THEN s.characteristics END AS characteristics,
      CASE WHEN whole THEN s.not_met_since END AS "notMetSince",
      s.falls
    FROM feature f LEFT JOIN scorecard s ON s.feature_id = f.id
      CROSS JOIN LATERAL (
        SELECT s.brief IS NULL OR NOT jsonb_exists(s.brief, 'spoken') OR coalesce(s.valid_until <= ${now.toISOString()}::timestamptz, false) AS whole
      ) AS reading
    WHERE f.id = ANY (${[...ids]}::int[])
  ) AS found`;
  return withFalls(answer.parse(found)[0].rows ?? [], now);
}

function present(row: Row, now: Date): Card | null {
  const { evaluatedAt, characteristics } = row;
  if (evaluatedAt === null) return null;
  const found = row.brief ?? (characteristics && briefOf(aged(characteristics, now), row.notMetSince));
  const from = addDays(now, -FALL_DAYS).getTime();
  const falls = (row.falls ?? []).filter(({ at }) => Date.parse(at) > from);
  return found && { ...found, falls, evaluatedAt: evaluatedAt.toISOString() };
}

/** Cards that were stored before falls were kept get theirs from the history. */
async function withFalls(rows: Row[], now: Date): Promise<Row[]> {
  const without = rows.filter((one) => one.falls === null && one.evaluatedAt !== null).map(({ id }) => id);
  const found = Map.groupBy(
    await listFalls(without, addDays(now, -FALL_DAYS), now),
    ({ featureId }) => featureId,
  );
  return rows.map((one) =>
    one.falls === null
      ? { ...one, falls: (found.get(one.id) ?? []).map(({ path, at }) => ({ path, at: at.toISOString() })) }
      : one,
  );
}

/**
 * What lists show of the stored scorecards of many features, by their id, in one query. What has run out is shown as
 * stale. Of the features that changed since or were never judged two are judged first; a feature without an entry
 * was not judged yet.
 */
export async function listBriefs(ids: readonly number[], now: Date): Promise<Map<number, Card>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows(ids, now);
  const due = rows
    .filter((one) => one.outdated)
    .sort((a, b) => (a.evaluatedAt?.getTime() ?? 0) - (b.evaluatedAt?.getTime() ?? 0))
    .slice(0, JUDGED_IN_A_LIST)
    .map((one) => one.id);
  for (const id of due) await evaluateFeature(id, now, { onlyIfNeeded: true });
  const judged = new Map((due.length > 0 ? await readRows(due, now) : []).map((one) => [one.id, one]));
  return new Map(
    rows.flatMap((one) => {
      const card = present(judged.get(one.id) ?? one, now);
      return card ? [[one.id, card] as const] : [];
    }),
  );
}

/** The same of one feature, judged anew when the stored card is not fresh. null when the feature is gone. */
export async function getBrief(feature: { id: number; changedAt: Date }, now: Date): Promise<Card | null> {
  const stored = await db().scorecard.findUnique({
    where: { featureId: feature.id },
    select: { evaluatedAt: true, validUntil: true },
  });
  if (!stored || !isFresh(stored, feature.changedAt, now)) {
    await evaluateFeature(feature.id, now, { onlyIfNeeded: true });
  }
  return readBrief(feature.id, now);
}

/** The same as it is stored, whatever its age; null when the feature is gone or was never judged. */
export async function readBrief(featureId: number, now: Date): Promise<Card | null> {
  const [found] = await readRows([featureId], now);
  return found ? present(found, now) : null;
}
