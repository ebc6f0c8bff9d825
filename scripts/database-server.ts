import pg from "pg";
import { firstLine, Problem } from "./problem.ts";

const oldestMajor = 15;
const connectTimeoutMs = 5_000;

/** Host, port and database, without the user and the password. */
function placeOf(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `${hostname}:${port || "5432"}${pathname}`;
}

/** Connects once and checks the version. Throws a Problem when the server is out of reach or too old. */
export async function requireDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectTimeoutMs });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ server_version_num: string }>("SHOW server_version_num");
    requireVersion(Number(answer.rows[0]?.server_version_num), placeOf(databaseUrl));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      `The database at ${placeOf(databaseUrl)} cannot be used: ${reason(error)}. Check that it runs and that DATABASE_URL is right.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws a Problem for a server older than 15; the number is Postgres's own, 150004 for 15.4. */
export function requireVersion(versionNumber: number, place: string): void {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= oldestMajor) return;
  throw new Problem(
    `The database at ${place} is Postgres ${major}. Threshold needs ${oldestMajor} or newer: upgrade it, or unset DATABASE_URL to use the embedded one.`,
  );
}

function reason(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors.at(-1) : error;
  return firstLine(inner).replace(/\.$/, "");
}

/** Makes the named database on an embedded server unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Whether somebody has an account yet; until then the set-up link is shown. */
export async function hasUser(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM app_user LIMIT 1");
    return found.rowCount === 1;
  } finally {
    await client.end();
  }
}
