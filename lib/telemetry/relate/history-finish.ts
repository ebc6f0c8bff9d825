import "server-only";
import type { PoolClient } from "pg";

/** Exports that were decided before the registration are stored or refused by then. */
const LATE_MS = 90_000;

const finishSql = `UPDATE history_move SET pass = pass + 1, cursor = NULL, pass_calls = 0, pass_spans = 0,
    finished_at = coalesce(finished_at, $3), not_before = $4
  WHERE feature_id = $1 AND id = $2`;

const passSql = `SELECT m.requested_by, m.pass_calls::int AS calls, m.pass_spans::int AS spans, f.slug, f.name
  FROM history_move m JOIN feature f ON f.id = m.feature_id WHERE m.feature_id = $1 AND m.id = $2`;

/**
 * Ends a pass of a move. What came is written to the log, once for each pass that moved anything, and the scorecard is
 * judged anew. A second pass follows for exports that were under way when the feature was registered.
 */
export async function finishPass(
  client: PoolClient,
  move: { feature_id: number; id: string },
  now: Date,
): Promise<void> {
  const key = [move.feature_id, move.id];
  const found = await client.query<{
    requested_by: string;
    calls: number;
    spans: number;
    slug: string;
    name: string;
  }>(passSql, key);
  await client.query(finishSql, [...key, now, new Date(now.getTime() + LATE_MS)]);
  const [pass] = found.rows;
  if (!pass || pass.calls + pass.spans === 0) return;
  // As recordActivity does, on the connection that moved the rows: neither can exist without the other.
  await client.query(
    `INSERT INTO activity (actor_kind, actor_name, action, subject_kind, subject_id, subject_name, feature_id, after)
     VALUES ('system', 'Threshold', 'feature.history', 'feature', $1, $2, $3, $4)`,
    [
      pass.slug,
      pass.name,
      move.feature_id,
      JSON.stringify({ requestedBy: pass.requested_by, calls: pass.calls, spans: pass.spans }),
    ],
  );
  await client.query("UPDATE feature SET changed_at = now() WHERE id = $1", [move.feature_id]);
}
