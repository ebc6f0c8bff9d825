import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { committedMigrations, migrationsDir } from "#scripts/committed-migrations";

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/**
 * Runs the work in a new database that has the migrations before the named one and the rows of the SQL, brought up to
 * the newest. The database is dropped afterwards.
 */
export async function upgraded<T>(
  server: string,
  from: string,
  oldRows: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const name = `upgrade_${process.pid}_${from}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const migrations = committedMigrations();
  const first = migrations.findIndex((migration) => migration.startsWith(from));
  if (first < 0) throw new Error(`There is no migration ${from}.`);
  await on(server, (client) => client.query(`CREATE DATABASE "${name}"`));
  try {
    return await on(url.href, async (client) => {
      const apply = async (some: readonly string[]) => {
        for (const migration of some)
          await client.query(readFileSync(join(migrationsDir, migration, "migration.sql"), "utf8"));
      };
      await apply(migrations.slice(0, first));
      await client.query(oldRows);
      await apply(migrations.slice(first));
      return work(client);
    });
  } finally {
    await on(server, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
  }
}
