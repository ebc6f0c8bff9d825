import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { firstLine, Problem } from "./problem.ts";

/** What the running server tells others about itself: for a clear message, and to clean up after a kill. */
export type Runner = { pid: number; url: string; serverPid?: number };

export type DataDirectory = {
  path: string;
  postgres: string;
  /** What the server that ran here before us wrote, if it had no time to remove it. */
  leftBehind: Runner | undefined;
  announce(runner: Runner): void;
  /** A random value made at first use and kept in a file that only we can read. */
  secret(name: string): string;
  /** Lets another server have the directory. Also happens by itself when the process dies, however it dies. */
  release(): void;
};

/** Makes the directory when it is missing and takes it for this process alone. Throws a Problem when it cannot. */
export function openDataDirectory(path: string, announcedUrl: string): DataDirectory {
  try {
    // Postgres under another account must be able to pass through a folder that root makes, but not to list it.
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    if (mkdirSync(path, { recursive: true, mode }) !== undefined) chmodSync(path, mode);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new Problem(
      `The data directory ${path} cannot be used: ${firstLine(error)}. Set THRESHOLD_DATA_DIR to a folder that can be written.`,
    );
  }
  const runnerFile = join(path, "server.json");
  const unlock = takeLock(path, runnerFile);
  const leftBehind = readRunner(runnerFile);
  const announce = (runner: Runner) => writeFileSync(runnerFile, JSON.stringify(runner), { mode: 0o600 });
  announce({ pid: process.pid, url: announcedUrl });
  return {
    path,
    postgres: join(path, "postgres"),
    leftBehind,
    announce,
    secret: (name) => keptSecret(join(path, name)),
    release() {
      rmSync(runnerFile, { force: true });
      unlock();
    },
  };
}

/** The kernel drops this lock with the process, so that a killed server never leaves a stale one. */
function takeLock(path: string, runnerFile: string): () => void {
  const database = new DatabaseSync(join(path, "lock"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (!firstLine(error).includes("locked"))
      throw new Problem(`The data directory ${path} cannot be locked: ${firstLine(error)}.`);
    const runner = readRunner(runnerFile);
    const who = runner ? ` (process ${runner.pid}, ${runner.url})` : "";
    throw new Problem(
      `Another Threshold${who} uses ${path}. Stop it, or set THRESHOLD_DATA_DIR to another folder.`,
    );
  }
  return () => database.close();
}

function readRunner(file: string): Runner | undefined {
  try {
    const read: Runner = JSON.parse(readFileSync(file, "utf8"));
    return Number.isInteger(read.pid) && typeof read.url === "string" ? read : undefined;
  } catch {
    return undefined;
  }
}

function keptSecret(file: string): string {
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (kept.length >= 32) return kept;
    throw new Problem(
      `${file} is damaged: it should hold a secret of 32 characters or more. Restore it from a backup.`,
    );
  }
  const made = randomBytes(32).toString("base64url");
  writeFileSync(file, `${made}\n`, { mode: 0o600, flag: "wx", flush: true });
  return made;
}
