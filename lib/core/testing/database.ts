import pg from "pg";
import { afterAll, inject } from "vitest";

/** Makes a database with every migration applied and returns its connection string. It is dropped after the run. */
export async function freshDatabase(name: string): Promise<string> {
  const server = inject("databaseServer");
  const template = inject("databaseTemplate");
  const database = `${template}_${name}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await client.query(`CREATE DATABASE "${database}" TEMPLATE "${template}" STRATEGY FILE_COPY`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Gives this worker a fresh clone as DATABASE_URL. Runs before a test file imports lib/core/db. */
export async function testDatabase(): Promise<string> {
  const url = await freshDatabase(`worker_${process.env.VITEST_POOL_ID ?? "0"}`);
  process.env.DATABASE_URL = url;
  return url;
}

/** Closes the connections of lib/core/db once the file's tests are over. */
export function disconnectAfterTests(): void {
  afterAll(async () => {
    const { disconnect } = await import("#lib/core/db");
    await disconnect();
  });
}
