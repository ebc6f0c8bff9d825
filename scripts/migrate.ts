import pg from "pg";
import { committedMigrations } from "./committed-migrations.ts";

/** Migrations that the database has finished; empty for a new database. */
async function finishedMigrations(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const table = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
    if (table.rows[0]?.name === null) return new Set();
    await forgetFailed(client);
    const rows = await client.query<{ migration_name: string }>(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    return new Set(rows.rows.map((row) => row.migration_name));
  } finally {
    await client.end();
  }
}

/**
 * A migration that failed or was cut off left nothing, because each is one transaction; without its mark it is tried
 * again. Under the lock that the engine takes, so that one which another server applies right now is not forgotten.
 */
async function forgetFailed(client: pg.Client): Promise<void> {
  const failed = "finished_at IS NULL AND rolled_back_at IS NULL";
  if ((await client.query(`SELECT 1 FROM _prisma_migrations WHERE ${failed}`)).rowCount === 0) return;
  await client.query("SELECT pg_advisory_lock(72707369)");
  await client.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE ${failed}`);
  await client.query("SELECT pg_advisory_unlock(72707369)");
}

/**
 * Brings a database up to the committed migrations and returns the names of those it applied.
 * The engine is loaded only when something is missing: it costs a third of a second at every start.
 */
export async function migrate(databaseUrl: string): Promise<{ applied: string[] }> {
  const finished = await finishedMigrations(databaseUrl);
  if (committedMigrations().every((name) => finished.has(name))) return { applied: [] };
  const { applyMigrations } = await import("./schema-engine.ts");
  return { applied: await applyMigrations(databaseUrl) };
}
