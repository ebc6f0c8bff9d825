import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "./embedded-postgres.ts";

export type TemporaryPostgres = { url(database: string): string; stop(): Promise<void> };

/** A folder for one test run that the account of Postgres can enter. */
export function temporaryDirectory(purpose: string): string {
  const dir = mkdtempSync(join(tmpdir(), `threshold-${purpose}-`));
  chmodSync(dir, 0o711);
  return dir;
}

/** A Postgres of its own on a free port, with nothing on disk after stop(). */
export async function temporaryPostgres(): Promise<TemporaryPostgres> {
  const root = temporaryDirectory("postgres");
  const remove = () => rmSync(root, { recursive: true, force: true });
  try {
    const cluster = await startCluster({ dir: join(root, "data"), password: "temporary", throwaway: true });
    return {
      url: cluster.url,
      async stop() {
        await cluster.stop("immediate");
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
