import { performance } from "node:perf_hooks";
import type pg from "pg";

const tables = ["call", "span", "call_content"] as const;
const key = "feature_id, started_at, trace_id, span_id";

/** Empty tables of the same columns, partitions and indexes, in a schema of their own. */
export async function makeCopyTables(client: pg.Client): Promise<void> {
  await client.query("CREATE SCHEMA bench");
  for (const table of tables) {
    await client.query(
      `CREATE TABLE bench.${table} (LIKE public.${table} INCLUDING ALL) PARTITION BY RANGE (started_at)`,
    );
    const { rows } = await client.query<{ name: string; bounds: string }>(
      `SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'public.${table}'::regclass`,
    );
    for (const { name, bounds } of rows)
      await client.query(`CREATE TABLE bench.${name} PARTITION OF bench.${table} ${bounds}`);
  }
}

export type Copied = { rows: number; seconds: number };

/**
 * Copies what the last round stored into the tables beside, in the order in which it lies in the table: first to files
 * of the server, which is not timed, then from them, each table in a transaction of its own.
 */
export async function copyNewRows(client: pg.Client, folder: string): Promise<Record<string, Copied>> {
  const copied: Record<string, Copied> = {};
  for (const table of tables) {
    const file = `${folder}/${table}.copy`;
    const { rowCount } = await client.query(
      `COPY (SELECT n.* FROM public.${table} n
        WHERE NOT EXISTS (SELECT FROM bench.${table} o WHERE (${columns("o")}) = (${columns("n")}))) TO '${file}'`,
    );
    const started = performance.now();
    await client.query(`COPY bench.${table} FROM '${file}'`);
    copied[table] = { rows: rowCount ?? 0, seconds: (performance.now() - started) / 1000 };
  }
  return copied;
}

const columns = (alias: string) =>
  key
    .split(", ")
    .map((column) => `${alias}.${column}`)
    .join(", ");
