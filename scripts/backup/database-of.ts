import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DataDirectory, openDataDirectory } from "#scripts/data-directory";
import { requireDatabase } from "#scripts/database-server";
import { checkDataVersion, startCluster } from "#scripts/embedded-postgres";
import { recoverDataDirectory } from "#scripts/postmaster";
import { Problem } from "#scripts/problem";
import type { Settings } from "#scripts/settings";

/**
 * Runs the work with the address of the database of these settings: the one that DATABASE_URL names; else the embedded one of a Threshold
 * that serves right now; else the embedded one, started for the work and stopped after it.
 */
export async function withDatabase<T>(
  settings: Settings,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  if (settings.databaseUrl) {
    await requireDatabase(settings.databaseUrl);
    return work(settings.databaseUrl);
  }
  const dir = join(settings.dataDir, "postgres");
  if (!existsSync(join(dir, "PG_VERSION")))
    throw new Problem(
      `There is no database in ${settings.dataDir}. Set THRESHOLD_DATA_DIR to the folder of the installation, or DATABASE_URL.`,
    );
  const directory = openUnlessServing(settings);
  if (!directory) return work(servingUrl(settings.dataDir));
  try {
    checkDataVersion(dir);
    await recoverDataDirectory(dir);
    const cluster = await startCluster({ dir, password: directory.secret("postgres-password") });
    try {
      return await work(cluster.url("threshold"));
    } finally {
      await cluster.stop("fast");
    }
  } finally {
    directory.release();
  }
}

/** The directory, or undefined while a server has it: that one's database can be read beside it. */
function openUnlessServing({ dataDir, url }: Settings): DataDirectory | undefined {
  try {
    return openDataDirectory(dataDir, url);
  } catch (error) {
    if (error instanceof Problem && error.message.startsWith("Another Threshold")) return undefined;
    throw error;
  }
}

/** The embedded database of a server that runs: its port is what Postgres wrote into its own directory. */
function servingUrl(dataDir: string): string {
  const [, , , port, , , , status] = readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split(
    "\n",
  );
  if (status?.trim() !== "ready")
    throw new Problem("The database is just starting or stopping. Try again in a moment.");
  const password = readFileSync(join(dataDir, "postgres-password"), "utf8").trim();
  return `postgresql://threshold:${encodeURIComponent(password)}@127.0.0.1:${port}/threshold`;
}
