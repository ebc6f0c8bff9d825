import "server-only";
import { pool } from "#lib/core/db";
import { UNREGISTERED_FEATURE } from "./domain.ts";
import { movePartitions } from "./drop-partitions.ts";
import { telemetryKeptFrom } from "./retention-domain.ts";

const MONTHS_AHEAD = 2;
const BATCH = 5_000;

/** The first day of a UTC month, so many months after that of `at`. */
function month(at: Date, after: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + after, 1));
}

/**
 * Moves the line before which rows are dropped: never back, and to the beginning of a month, as partitions are. From
 * its commit on spans before it are refused by every server. Null before the installation is set up.
 */
async function moveLine(now: Date): Promise<Date | null> {
  const found = await pool().query<{ days: number; kept_from: Date | null }>(
    "SELECT telemetry_retention_days AS days, telemetry_kept_from AS kept_from FROM installation WHERE id = 1",
  );
  const [row] = found.rows;
  if (!row) return null;
  const line = month(telemetryKeptFrom({ days: row.days, keptFrom: row.kept_from }, now), 0);
  const moved = await pool().query<{ kept_from: Date }>(
    `UPDATE installation SET telemetry_kept_from = greatest(telemetry_kept_from, $1) WHERE id = 1
     RETURNING telemetry_kept_from AS kept_from`,
    [line],
  );
  return moved.rows[0]?.kept_from ?? null;
}

/** Runs a statement that removes at most $1 rows until it finds no more. */
async function untilNone(sql: string, values: unknown[]): Promise<number> {
  let all = 0;
  for (;;) {
    const { rowCount } = await pool().query(sql, [BATCH, ...values]);
    all += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return all;
  }
}

const oldInteractions = `
DELETE FROM interaction i USING (
  SELECT feature_id, environment, id FROM interaction
  WHERE feature_id = $2 AND environment = $3 AND started_at < $4 AND ended_at < $4
  ORDER BY feature_id, environment, id LIMIT $1 FOR UPDATE SKIP LOCKED) old
WHERE i.feature_id = old.feature_id AND i.environment = old.environment AND i.id = old.id`;

const oldEvaluations = `
DELETE FROM evaluation_result e USING (
  SELECT feature_id, at, id FROM evaluation_result WHERE feature_id = $2 AND at < $3 ORDER BY at LIMIT $1) old
WHERE e.feature_id = old.feature_id AND e.at = old.at AND e.id = old.id`;

/** Messages that outlived their call: a feature may keep messages for longer than the installation keeps calls. */
const oldMessages = `
DELETE FROM span_message m USING (
  SELECT feature_id, at, id FROM span_message WHERE feature_id = $2 AND at < $3 ORDER BY at LIMIT $1) old
WHERE m.feature_id = old.feature_id AND m.at = old.at AND m.id = old.id`;

/**
 * Keeps the store of telemetry within its retention: partitions for this month and two more, none of whole months before
 * the line, no interaction that ended before it. Rollups stay as they are. Safe to run twice at once and again.
 */
export async function retainTelemetry(now: Date): Promise<void> {
  const line = await moveLine(now);
  const months = Array.from({ length: MONTHS_AHEAD + 1 }, (_, after) =>
    month(now, after).toISOString().slice(0, 10),
  );
  await movePartitions(months, line);
  if (line === null) return;
  const places = await pool().query<{ feature_id: number; environment: string }>(
    "SELECT DISTINCT feature_id, environment FROM dimension ORDER BY 1, 2",
  );
  for (const { feature_id, environment } of places.rows)
    await untilNone(oldInteractions, [feature_id, environment, line]);
  // Evaluators may speak of a feature that sends no spans.
  const features = await pool().query<{ id: number }>("SELECT id FROM feature ORDER BY 1");
  for (const id of [UNREGISTERED_FEATURE, ...features.rows.map((feature) => feature.id)]) {
    await untilNone(oldEvaluations, [id, line]);
    await untilNone(oldMessages, [id, line]);
  }
}
