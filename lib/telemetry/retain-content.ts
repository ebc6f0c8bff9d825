import "server-only";
import { db, pool } from "#lib/core/db";
import type { Feature } from "#prisma/client";
import { contentKeptFrom } from "./retention-domain.ts";

const BATCH = 2_000;

/** Messages go, the attributes stay with their call. Writers only insert, so they never wait for this. */
const statements = [
  `UPDATE call_content c SET input = NULL, output = NULL FROM (
     SELECT feature_id, started_at, trace_id, span_id FROM call_content
     WHERE feature_id = $1 AND started_at < $2 AND (input IS NOT NULL OR output IS NOT NULL)
     ORDER BY started_at LIMIT $3) old
   WHERE c.feature_id = old.feature_id AND c.started_at = old.started_at AND c.trace_id = old.trace_id
     AND c.span_id = old.span_id`,
  `DELETE FROM span_message m USING (
     SELECT feature_id, at, id FROM span_message WHERE feature_id = $1 AND at < $2 ORDER BY at LIMIT $3) old
   WHERE m.feature_id = old.feature_id AND m.at = old.at AND m.id = old.id`,
  `UPDATE evaluation_result e SET explanation = NULL FROM (
     SELECT feature_id, at, id FROM evaluation_result
     WHERE feature_id = $1 AND at < $2 AND explanation IS NOT NULL ORDER BY at LIMIT $3) old
   WHERE e.feature_id = old.feature_id AND e.at = old.at AND e.id = old.id`,
  `UPDATE feedback f SET comment = NULL FROM (
     SELECT feature_id, id FROM feedback WHERE feature_id = $1 AND at < $2 AND comment IS NOT NULL
       AND (rating_kind IS NOT NULL OR label IS NOT NULL) ORDER BY at LIMIT $3) old
   WHERE f.feature_id = old.feature_id AND f.id = old.id`,
  // Of feedback that was nothing but a comment nothing is left.
  `DELETE FROM feedback f USING (
     SELECT feature_id, id FROM feedback
     WHERE feature_id = $1 AND at < $2 AND rating_kind IS NULL AND label IS NULL ORDER BY at LIMIT $3) old
   WHERE f.feature_id = old.feature_id AND f.id = old.id`,
] as const;

type Kept = Pick<Feature, "id" | "contentRetentionDays" | "contentKeptFrom">;

/**
 * Removes a feature's messages and explanations from before its line, in at most `batches` batches of each kind. Answers
 * how many it removed and whether none is left.
 */
export async function removeOldContent(
  feature: Kept,
  now: Date,
  batches = Number.POSITIVE_INFINITY,
): Promise<{ removed: number; done: boolean }> {
  const line = contentKeptFrom(feature, now);
  let removed = 0;
  let done = true;
  for (const sql of statements) {
    let last = BATCH;
    for (let batch = 0; batch < batches && last === BATCH; batch += 1) {
      last = (await pool().query(sql, [feature.id, line, BATCH])).rowCount ?? 0;
      removed += last;
    }
    if (last === BATCH) done = false;
  }
  return { removed, done };
}

/** Removes every feature's messages that are over their days or were deleted by a person. Safe to run twice at once. */
export async function retainContent(now: Date): Promise<void> {
  const features = await db().feature.findMany({
    select: { id: true, contentRetentionDays: true, contentKeptFrom: true },
    orderBy: { id: "asc" },
  });
  for (const feature of features) await removeOldContent(feature, now);
}
