import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type DataDirectory, openDataDirectory } from "#scripts/data-directory";
import { ensureDatabase, requireDatabase } from "#scripts/database-server";
import { startCluster } from "#scripts/embedded-postgres";
import { postgresBinaries, requireReachable, unprivilegedAccount } from "#scripts/postgres-binaries";
import { recoverDataDirectory } from "#scripts/postmaster";
import { firstLine, Problem } from "#scripts/problem";
import { applyMigrations } from "#scripts/schema-engine";
import type { Settings } from "#scripts/settings";
import { loadBackup } from "./load-backup.ts";
import { type Backup, openBackup } from "./read-backup.ts";

type Progress = (table: string, rows: number) => void;
export type Restored = { rows: number; createdAt: string; threshold: string };

/**
 * Brings a backup into an installation that has nothing yet: an empty data directory, or an empty database that
 * DATABASE_URL names. Refuses everything else. The backup is read and checked whole before anything is written.
 */
export async function restore(settings: Settings, path: string, progress?: Progress): Promise<Restored> {
  const directory = openDataDirectory(settings.dataDir, settings.url);
  try {
    requireEmpty(settings, directory);
    if (settings.databaseUrl) await requireEmptyDatabase(settings.databaseUrl);
    const backup = await openBackup(path);
    const rows = settings.databaseUrl
      ? await fillGiven(settings.databaseUrl, backup, progress)
      : await fillEmbedded(directory, backup, progress);
    if (backup.secret !== undefined)
      writeFileSync(join(directory.path, "nextauth-secret"), `${backup.secret}\n`, {
        mode: 0o600,
        flag: "wx",
        flush: true,
      });
    return { rows, createdAt: backup.head.createdAt, threshold: backup.head.threshold };
  } finally {
    directory.release();
  }
}

function requireEmpty({ databaseUrl }: Settings, { path, postgres }: DataDirectory): void {
  const taken = ["nextauth-secret", ...(databaseUrl ? [] : ["postgres"])].filter((name) =>
    existsSync(join(path, name)),
  );
  if (taken.length === 0) return;
  throw new Problem(
    `${path} has an installation already (${taken.join(", ")}). Restore into an empty folder: set THRESHOLD_DATA_DIR, or move ${databaseUrl ? path : postgres} away.`,
  );
}

async function requireEmptyDatabase(databaseUrl: string): Promise<void> {
  await requireDatabase(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT FROM pg_tables WHERE schemaname = 'public' LIMIT 1");
    if (found.rowCount === 0) return;
    throw new Problem("The database that DATABASE_URL names has tables already. Restore into an empty one.");
  } finally {
    await client.end();
  }
}

async function fill(databaseUrl: string, backup: Backup, progress?: Progress): Promise<number> {
  await applyMigrations(
    databaseUrl,
    backup.head.migrations.map(({ name }) => name),
  );
  return loadBackup(databaseUrl, backup, progress);
}

async function fillGiven(databaseUrl: string, backup: Backup, progress?: Progress): Promise<number> {
  try {
    return await fill(databaseUrl, backup, progress);
  } catch (error) {
    throw new Problem(
      `The backup was not restored: ${firstLine(error)}. The database holds empty tables; drop it and create it again before the next try.`,
    );
  }
}

/** Filled beside its place and moved there when whole, so that a restore that was cut off leaves nothing that would start. */
async function fillEmbedded(directory: DataDirectory, backup: Backup, progress?: Progress): Promise<number> {
  requireReachable(unprivilegedAccount(), await postgresBinaries(), directory.path);
  const dir = join(directory.path, "postgres.restoring");
  await recoverDataDirectory(dir);
  rmSync(dir, { recursive: true, force: true });
  try {
    const cluster = await startCluster({ dir, password: directory.secret("postgres-password") });
    let rows: number;
    try {
      await ensureDatabase(cluster.url("postgres"), "threshold");
      rows = await fill(cluster.url("threshold"), backup, progress);
    } finally {
      await cluster.stop("fast");
    }
    renameSync(dir, directory.postgres);
    return rows;
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    if (error instanceof Problem) throw error;
    throw new Problem(`The backup was not restored: ${firstLine(error)}. Nothing was kept of the try.`);
  } finally {
    rmSync(`${dir}.log`, { force: true });
  }
}
