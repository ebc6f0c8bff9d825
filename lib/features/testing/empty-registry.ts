import { pool } from "#lib/core/db";

/**
 * Takes every feature away with all that hangs on it, for tests of what is counted over the whole installation. What is
 * append-only refuses to be emptied, so its triggers are silent for this one statement.
 */
export async function emptyRegistry(): Promise<void> {
  await pool().query(`
    BEGIN;
    SET LOCAL session_replication_role = replica;
    TRUNCATE feature, dimension, call_rollup, interaction_rollup, call RESTART IDENTITY CASCADE;
    COMMIT`);
}
