import pg from "pg";
import { CopyIn } from "./copy-stream.ts";
import { type BackupHead, copySettings } from "./format.ts";
import { type Backup, tableData } from "./read-backup.ts";
import { appliedMigrations, referencesOf, sequencesOf, tablesOf, triggersOf } from "./tables.ts";

const id = pg.escapeIdentifier;
type Progress = (table: string, rows: number) => void;

/**
 * Fills the tables that the backup's own migrations have made, in one transaction: all rows or none. References are taken
 * off meanwhile and checked by Postgres when they are put back. Returns the number of rows.
 */
export async function loadBackup(databaseUrl: string, backup: Backup, progress?: Progress): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "threshold restore" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(copySettings);
    await requireFreshSchema(client, backup.head);
    await makePartitions(client, backup.head);
    const putBack = await takeOff(client);
    await client.query(`TRUNCATE ${(await tablesOf(client)).map(({ name }) => id(name)).join(", ")}`);
    const rows = await copyAll(client, backup, progress);
    for (const { name, lastValue } of backup.head.sequences)
      if (lastValue !== null) await client.query("SELECT setval($1::regclass, $2)", [id(name), lastValue]);
    for (const sql of putBack) await client.query(sql);
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The schema has to be the backup's: what its rows name must be there, and its migrations, no others. */
async function requireFreshSchema(client: pg.Client, head: BackupHead): Promise<void> {
  const applied = await appliedMigrations(client);
  const wanted = head.migrations.map(({ name }) => name);
  if (applied.join() !== wanted.join())
    throw new Error("The tables are of other migrations than the backup.");
  const sequences = new Set((await sequencesOf(client)).map(({ name }) => name));
  for (const { name } of head.sequences)
    if (!sequences.has(name)) throw new Error(`The migrations make no sequence ${name}.`);
}

/** Months of telemetry are made as they come, not by migrations. */
async function makePartitions(client: pg.Client, { tables }: BackupHead): Promise<void> {
  const present = new Set((await tablesOf(client)).map(({ name }) => name));
  for (const { name, partition } of tables) {
    if (present.has(name)) continue;
    if (partition === null) throw new Error(`The migrations make no table ${name}.`);
    await client.query(`CREATE TABLE ${id(name)} PARTITION OF ${id(partition.parent)} ${partition.bounds}`);
  }
}

/** Takes references and triggers off; returns what puts them back. */
async function takeOff(client: pg.Client): Promise<string[]> {
  const putBack: string[] = [];
  const how = { O: "ENABLE", A: "ENABLE ALWAYS", R: "ENABLE REPLICA" };
  for (const { table, name, enabled } of await triggersOf(client)) {
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${id(name)}`);
    putBack.push(`ALTER TABLE ${table} ${how[enabled]} TRIGGER ${id(name)}`);
  }
  for (const { table, name, definition } of await referencesOf(client)) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${id(name)}`);
    putBack.push(`ALTER TABLE ${table} ADD CONSTRAINT ${id(name)} ${definition}`);
  }
  return putBack;
}

async function copyAll(client: pg.Client, { path, head, end }: Backup, progress?: Progress): Promise<number> {
  const tables = new Map(head.tables.map((table) => [table.name, table]));
  let rows = 0;
  for await (const { table, bytes } of tableData(path)) {
    const columns = tables.get(table)?.columns.map(id).join(", ");
    const copy = client.query(new CopyIn(`COPY ${id(table)} (${columns}) FROM STDIN`, bytes));
    const stored = await copy.rows;
    if (stored !== end.files[`data/${table}`]?.rows)
      throw new Error(`${table} got ${stored} rows, which are not those of the backup.`);
    rows += stored;
    progress?.(table, rows);
  }
  return rows;
}
