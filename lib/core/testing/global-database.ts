import { randomBytes } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#scripts/migrate";
import { temporaryPostgres } from "#scripts/temporary-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which the tests may make databases. */
    databaseServer: string;
    /** The migrated database that others are cloned from; names of clones begin with it. */
    databaseTemplate: string;
  }
}

function at(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function run(server: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Starts one Postgres for the run (or takes TEST_DATABASE_URL's), migrates a template; drops everything at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const own = given ? undefined : await temporaryPostgres();
  const server = given ?? own?.url("postgres") ?? "";
  const template = `threshold_test_${randomBytes(4).toString("hex")}`;
  const drop = async (): Promise<void> => {
    if (own) return own.stop();
    await run(server, async (client) => {
      const found = await client.query<{ datname: string }>(
        "SELECT datname FROM pg_database WHERE datname LIKE $1",
        [`${template}%`],
      );
      for (const { datname } of found.rows)
        await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
    });
  };
  try {
    await run(server, async (client) => void (await client.query(`CREATE DATABASE "${template}"`)));
    await migrate(at(server, template));
  } catch (error) {
    await drop();
    throw error;
  }
  project.provide("databaseServer", server);
  project.provide("databaseTemplate", template);
  return drop;
}
