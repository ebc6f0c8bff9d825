import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { PoolClient } from "pg";
import { pool } from "#lib/core/db";

const LOCK_NOT_AVAILABLE = "55P03";
/** Making a partition locks its table for a moment: writers wait behind that wait, so it is short and tried again. */
const SHORT_WAIT = "500ms";
/** Detaching concurrently waits for transactions that are under way while writers go on. */
const LONG_WAIT = "10s";
const TRIES = 8;

/** One at a time among all servers; false when another one is at it. */
async function alone(client: PoolClient, run: () => Promise<void>): Promise<boolean> {
  const lock = await client.query<{ got: boolean }>("SELECT pg_try_advisory_lock(7215006) AS got");
  if (!lock.rows[0]?.got) return false;
  try {
    await run();
    return true;
  } finally {
    await client.query("RESET lock_timeout; SELECT pg_advisory_unlock(7215006)");
  }
}

async function patiently(client: PoolClient, wait: string, sql: string): Promise<void> {
  await client.query(`SET lock_timeout = '${wait}'`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(sql);
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== LOCK_NOT_AVAILABLE || attempt >= TRIES) throw error;
      await delay(100 * attempt);
    }
  }
}

type Partition = { name: string; parent: string; pending: boolean };

/** Partitions of months that end by `keptFrom`; those that a crash left detached have no parent any more. */
async function oldPartitions(client: PoolClient, keptFrom: Date): Promise<Partition[]> {
  const { rows } = await client.query<Partition & { month: string }>(
    `SELECT c.relname AS name, substring(c.relname FROM '^(.*)_\\d{4}_\\d{2}$') AS parent,
       right(c.relname, 7) AS month, coalesce(i.inhdetachpending, true) AS pending
     FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
       AND c.relname ~ '^(call|span|call_content)_\\d{4}_\\d{2}$'
     ORDER BY month, c.relname`,
  );
  const first = keptFrom.toISOString().slice(0, 7).replace("-", "_");
  return rows.filter(({ month }) => month < first);
}

async function drop(client: PoolClient, { name, parent, pending }: Partition): Promise<void> {
  const attached = await client.query(
    "SELECT FROM pg_inherits WHERE inhrelid = to_regclass($1) AND inhparent = to_regclass($2)",
    [name, parent],
  );
  if (attached.rowCount === 1) {
    // A detaching that was cut off is finished instead of begun again.
    const how = pending ? "FINALIZE" : "CONCURRENTLY";
    await patiently(client, LONG_WAIT, `ALTER TABLE "${parent}" DETACH PARTITION "${name}" ${how}`).catch(
      async (error) => {
        if (pending) throw error;
        await patiently(client, LONG_WAIT, `ALTER TABLE "${parent}" DETACH PARTITION "${name}" FINALIZE`);
      },
    );
  }
  await patiently(client, SHORT_WAIT, `DROP TABLE IF EXISTS "${name}"`);
}

/**
 * Makes the partitions of `months` (first days, UTC) and drops those of whole months before `keptFrom`, which must be
 * committed as the installation's `telemetry_kept_from`: else they could be made again. Writers go on meanwhile. Does
 * nothing when another server is at it. Throws the database's error when a lock could not be had.
 */
export async function movePartitions(months: readonly string[], keptFrom: Date | null): Promise<void> {
  const client = await pool().connect();
  let broken = true;
  try {
    await alone(client, async () => {
      for (const month of months)
        await patiently(client, SHORT_WAIT, `SELECT ensure_telemetry_month('${month}'::date)`);
      if (keptFrom === null) return;
      for (const partition of await oldPartitions(client, keptFrom)) await drop(client, partition);
    });
    broken = false;
  } finally {
    client.release(broken);
  }
}
