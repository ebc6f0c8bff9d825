import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { firstLine, Problem } from "#scripts/problem";
import type { Settings } from "#scripts/settings";
import { withDatabase } from "./database-of.ts";
import { type Written, writeBackup } from "./write-backup.ts";

/**
 * Writes a backup of the installation of these settings to a new file, whether it serves or not. The file has its name
 * only once it is whole; nobody but its owner may read it.
 */
export async function backUp(
  settings: Settings,
  path: string,
  progress?: (table: string, rows: number) => void,
): Promise<Written> {
  if (existsSync(path))
    throw new Problem(`${path} exists already. Name a new file; a backup is never overwritten.`);
  // A name of its own: two that are asked for the same file must not write or remove each other's.
  const part = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    const written = await withDatabase(settings, (databaseUrl) =>
      writeBackup(part, { databaseUrl, secret: keptSecret(settings.dataDir), progress }),
    );
    if (existsSync(path))
      throw new Problem(`${path} was made by somebody else meanwhile; it was left as it is.`);
    renameSync(part, path);
    return written;
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof Problem) throw error;
    throw new Problem(`No backup was written: ${firstLine(error)}.`);
  }
}

function keptSecret(dataDir: string): string | undefined {
  const file = join(dataDir, "nextauth-secret");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}
