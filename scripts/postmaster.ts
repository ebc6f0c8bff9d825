import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** What a Postgres server wrote about itself into its data directory, or undefined when none runs or ran there. */
export function postmasterOf(dir: string): { pid: number; status: string | undefined } | undefined {
  try {
    const lines = readFileSync(join(dir, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, status: lines[7]?.trim() } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false when it is still there after the given time. */
export async function waitForExit(pid: number, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await delay(20);
  }
  return true;
}

/** Whether that process is a Postgres server on that very data directory: ids are reused, so the id alone says nothing. */
function serves(pid: number, dir: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir);
  } catch {
    const listed = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return listed.status === 0 && listed.stdout.includes("postgres") && listed.stdout.includes(dir);
  }
}

/**
 * Ends a Postgres that a killed Threshold left behind on this data directory, and clears a lock file whose process is
 * gone. Call it only while holding the data directory's own lock. Returns what it found.
 */
export async function recoverDataDirectory(dir: string): Promise<"clean" | "stopped" | "cleared"> {
  const postmaster = postmasterOf(dir);
  if (!postmaster) return "clean";
  if (isAlive(postmaster.pid) && serves(postmaster.pid, dir)) {
    process.kill(postmaster.pid, "SIGINT");
    if (!(await waitForExit(postmaster.pid, 15_000))) {
      process.kill(postmaster.pid, "SIGQUIT");
      await waitForExit(postmaster.pid, 15_000);
    }
    return "stopped";
  }
  rmSync(join(dir, "postmaster.pid"), { force: true });
  return "cleared";
}
