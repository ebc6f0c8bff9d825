import { createWriteStream, openSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { committedMigrations } from "#scripts/committed-migrations";
import { Problem } from "#scripts/problem";
import { Archive, json } from "./archive.ts";
import { CopyOut } from "./copy-stream.ts";
import * as format from "./format.ts";
import { appliedMigrations, sequencesOf, tablesOf } from "./tables.ts";

const pieceBytes = 4 << 20;
const packageFile = fileURLToPath(new URL("../../package.json", import.meta.url));

export type Written = { tables: number; rows: number; bytes: number };
type Source = {
  databaseUrl: string;
  /** What signs sessions, where the data directory holds it. */
  secret: string | undefined;
  progress?: (table: string, rows: number) => void;
};

async function headOf(client: pg.Client, tables: format.BackupTable[]): Promise<format.BackupHead> {
  const version = await client.query<{ server_version_num: string }>("SHOW server_version_num");
  const names = await appliedMigrations(client);
  const known = new Set(committedMigrations());
  const newer = names.filter((name) => !known.has(name));
  if (newer.length > 0)
    throw new Problem(
      `The database has the migration ${newer[0]}, which this Threshold does not know: back it up with the version that made it.`,
    );
  return {
    format: 1,
    threshold: JSON.parse(readFileSync(packageFile, "utf8")).version,
    createdAt: new Date().toISOString(),
    postgres: Math.floor(Number(version.rows[0]?.server_version_num) / 10_000),
    migrations: names.map((name) => ({ name, sha256: format.migrationDigest(name) })),
    tables,
    sequences: await sequencesOf(client),
  };
}

async function copyTable(
  client: pg.Client,
  archive: Archive,
  { name, columns }: format.BackupTable,
): Promise<number> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const copy = client.query(new CopyOut(`COPY ${pg.escapeIdentifier(name)} (${list}) TO STDOUT`));
  let [index, held, size]: [number, Buffer[], number] = [0, [], 0];
  const flush = async (): Promise<void> => {
    await archive.add(format.pieceName(name, index), Buffer.concat(held));
    [index, held, size] = [index + 1, [], 0];
  };
  for await (const chunk of copy) {
    held.push(chunk);
    size += chunk.length;
    if (size >= pieceBytes) await flush();
  }
  if (size > 0 || index === 0) await flush();
  archive.counted(name, copy.rows);
  return copy.rows;
}

/**
 * Writes everything that is stored into a new file, as it was at one moment, while others go on reading and writing.
 * The file is of use only once this has resolved.
 */
export async function writeBackup(path: string, { databaseUrl, secret, progress }: Source): Promise<Written> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "threshold backup" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const archive = new Archive(createWriteStream(path, { fd: openSync(path, "wx", 0o600), flush: true }));
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(format.copySettings);
    const tables = await tablesOf(client);
    // Nothing may be dropped or altered while it is read; reading and writing go on.
    const names = tables.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
    await client.query(`LOCK TABLE ${names} IN ACCESS SHARE MODE`);
    await archive.add(format.headFile, json(await headOf(client, tables)));
    if (secret !== undefined) await archive.add(format.secretFile, Buffer.from(`${secret}\n`));
    let rows = 0;
    for (const table of tables) {
      rows += await copyTable(client, archive, table);
      progress?.(table.name, rows);
    }
    await client.query("COMMIT");
    await archive.end();
    return { tables: tables.length, rows, bytes: archive.bytes };
  } finally {
    await client.end().catch(() => undefined);
  }
}
