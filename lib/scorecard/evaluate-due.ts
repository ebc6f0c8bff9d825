import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { log } from "#lib/core/log";
import { evaluateFeature } from "./evaluate-feature.ts";
import { COMMIT_MARGIN_MS } from "./freshness.ts";

/** Minutes after which a feature is judged although nothing is known to have changed: telemetry arrives silently. */
export const JUDGED_EVERY_MINUTES = 5;

/** Features that were never judged, changed since, ran out or were not judged for some minutes; longest first. */
export async function dueFeatures(now: Date): Promise<number[]> {
  const rows = await db().$queryRaw`
    SELECT f.id FROM feature f LEFT JOIN scorecard s ON s.feature_id = f.id
     WHERE s.feature_id IS NULL
        OR f.changed_at + ${COMMIT_MARGIN_MS}::int * interval '1 millisecond' > s.evaluated_at
        OR s.valid_until <= ${now.toISOString()}::timestamptz
        OR s.evaluated_at <= ${now.toISOString()}::timestamptz - ${JUDGED_EVERY_MINUTES}::int * interval '1 minute'
     ORDER BY s.evaluated_at NULLS FIRST, f.id`;
  return z
    .array(z.object({ id: z.number() }))
    .parse(rows)
    .map((row) => row.id);
}

/**
 * Judges all features that are due and answers how many. Safe to run twice at once and again after a crash; one
 * feature that cannot be judged does not keep the others waiting, but fails the run in the end.
 */
export async function evaluateDue(now: Date): Promise<number> {
  const ids = await dueFeatures(now);
  let failed = 0;
  for (const id of ids) {
    try {
      await evaluateFeature(id, now, { onlyIfNeeded: true });
    } catch (error) {
      failed += 1;
      log().error({ err: error, featureId: id }, "A feature could not be judged.");
    }
  }
  if (failed > 0) throw new Error(`${failed} of ${ids.length} features could not be judged`);
  return ids.length;
}
