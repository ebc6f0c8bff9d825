import "server-only";
import { z } from "zod";
import { db, type Transaction } from "#lib/core/db";
import { HOUR_MS } from "#lib/core/time";
import { check as checkSchema } from "./schema.ts";

/** A check that was met for less never stood, so it cannot fall: while a feature is being set up checks come and go. */
const STOOD_MS = HOUR_MS;

/** Days back in which a check that was met counts as fallen. */
export const FALL_DAYS = 7;

const fall = z.object({
  featureId: z.number(),
  /** "cost.coverage" */
  path: z.string(),
  /** When it was last met. */
  at: z.date(),
});
export type Fall = z.infer<typeof fall>;

/**
 * Checks that were met at some time after `from`, for an hour at least, and are not met by the last change up to `to`:
 * one that recovered is not there. By feature, the newest fall first.
 */
export async function listFalls(
  ids: readonly number[],
  from: Date,
  to: Date,
  client: Transaction | ReturnType<typeof db> = db(),
): Promise<Fall[]> {
  if (ids.length === 0) return [];
  const rows = await client.$queryRaw`
    WITH moved AS (
      SELECT c.feature_id, m.id AS path, c.at, c.id AS seq, m."from" = 'met' AS fell
      FROM scorecard_change c CROSS JOIN LATERAL jsonb_to_recordset(c.changes) AS m (id text, "from" text, "to" text)
      WHERE c.at > ${from.toISOString()}::timestamptz AND c.at <= ${to.toISOString()}::timestamptz
        AND c.feature_id = ANY (${[...ids]}::int[]) AND (m."from" = 'met' OR m."to" = 'met')
    ), stood AS (
      SELECT feature_id, path, at, fell, lag(at) OVER of_check AS met_at, lead(at) OVER of_check IS NULL AS is_newest
      FROM moved WINDOW of_check AS (PARTITION BY feature_id, path ORDER BY seq)
    )
    SELECT feature_id AS "featureId", path,
      max(at) FILTER (WHERE fell AND (met_at IS NULL OR at - met_at >= ${STOOD_MS}::float8 * interval '1 millisecond')) AS at
    FROM stood GROUP BY feature_id, path
    HAVING bool_or(fell) FILTER (WHERE is_newest)
      AND bool_or(fell AND (met_at IS NULL OR at - met_at >= ${STOOD_MS}::float8 * interval '1 millisecond'))
    ORDER BY feature_id, at DESC, path`;
  return z.array(fall).parse(rows);
}

const found = z.object({ featureId: z.number(), path: z.string(), check: checkSchema });

/** How the stored cards have those checks now, by "feature id path"; one that the card does not have is left out. */
export async function readChecks(
  asked: readonly { featureId: number; path: string }[],
): Promise<Map<string, z.infer<typeof checkSchema>>> {
  if (asked.length === 0) return new Map();
  const rows = await db().$queryRaw`
    WITH asked AS (
      SELECT * FROM unnest(${asked.map((one) => one.featureId)}::int[], ${asked.map((one) => one.path)}::text[])
        AS a (feature_id, path)
    )
    SELECT s.feature_id AS "featureId", a.path, k.value AS check
    FROM (SELECT DISTINCT feature_id FROM asked) AS features
      JOIN scorecard s ON s.feature_id = features.feature_id
      CROSS JOIN LATERAL jsonb_array_elements(s.characteristics) AS c (value)
      CROSS JOIN LATERAL jsonb_array_elements(c.value -> 'checks') AS k (value)
      JOIN asked a ON a.feature_id = s.feature_id AND a.path = (c.value ->> 'key') || '.' || (k.value ->> 'id')`;
  return new Map(
    z
      .array(found)
      .parse(rows)
      .map((one) => [`${one.featureId} ${one.path}`, one.check]),
  );
}
