import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import type pg from "pg";

const tables = ["call", "span", "call_content"] as const;
const key = "feature_id, started_at, trace_id, span_id";

/** Empty tables of the same columns, partitions and indexes, in a schema of their own. */
export async function makeCopyTables(client: pg.Client, schema: "bench" | "bench_batches"): Promise<void> {
  await client.query(`CREATE SCHEMA ${schema}`);
  for (const table of tables) {
    await client.query(
      `CREATE TABLE ${schema}.${table} (LIKE public.${table} INCLUDING ALL) PARTITION BY RANGE (started_at)`,
    );
    const { rows } = await client.query<{ name: string; bounds: string }>(
      `SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'public.${table}'::regclass`,
    );
    for (const { name, bounds } of rows)
      await client.query(`CREATE TABLE ${schema}.${name} PARTITION OF ${schema}.${table} ${bounds}`);
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

/**
 * Copies what copyNewRows wrote to files once more, in as many transactions as exports brought it, each with its share of
 * the three tables. Answers the seconds that the transactions took together.
 */
export async function copyInBatches(client: pg.Client, folder: string, batches: number): Promise<number> {
  for (const table of tables) {
    const lines = readFileSync(`${folder}/${table}.copy`, "utf8").trimEnd().split("\n");
    for (let at = 0; at < batches; at += 1) {
      const [from, to] = [at, at + 1].map((edge) => Math.round((edge * lines.length) / batches));
      const part = `${folder}/${table}.${at}.copy`;
      writeFileSync(
        part,
        lines
          .slice(from, to)
          .map((line) => `${line}\n`)
          .join(""),
      );
      chmodSync(part, 0o644);
    }
  }
  const started = performance.now();
  for (let at = 0; at < batches; at += 1) {
    await client.query("BEGIN");
    for (const table of tables)
      await client.query(`COPY bench_batches.${table} FROM '${folder}/${table}.${at}.copy'`);
    await client.query("COMMIT");
  }
  return (performance.now() - started) / 1000;
}

const columns = (alias: string) =>
  key
    .split(", ")
    .map((column) => `${alias}.${column}`)
    .join(", ");
