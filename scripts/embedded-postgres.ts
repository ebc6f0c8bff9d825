// Runs the Postgres that comes inside npm packages. Its programs are started directly: the wrapper of the package
// stops the server by itself on Ctrl-C, before the requests under way have been answered.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { totalmem } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { postgresBinaries, requireReachable, unprivilegedAccount } from "./postgres-binaries.ts";
import { postmasterOf, waitForExit } from "./postmaster.ts";
import { firstLine, Problem } from "./problem.ts";

export const postgresMajor = 18;
const user = "threshold";

export type Cluster = {
  port: number;
  /** Connection string for one of its databases. */
  url(database: string): string;
  /** Settles when the server ends, whoever ended it. */
  exited: Promise<void>;
  /** Fast: rolls back what is open and leaves a clean data directory. Immediate: recovers at the next start. */
  stop(how: "fast" | "immediate"): Promise<void>;
};

export type ClusterOptions = {
  /** The data directory; its parent must exist. */
  dir: string;
  password: string;
  /** For tests: nothing survives a crash of the machine, everything is quicker. */
  throwaway?: boolean;
};

/** Throws when the directory holds another Postgres version than ours, or something else than Postgres. */
export function checkDataVersion(dir: string): "empty" | "ours" {
  if (!existsSync(dir)) return "empty";
  const file = join(dir, "PG_VERSION");
  if (!existsSync(file))
    throw new Problem(
      `${dir} holds something that is not Postgres data. Move it away, or set THRESHOLD_DATA_DIR.`,
    );
  const version = readFileSync(file, "utf8").trim();
  if (version === String(postgresMajor)) return "ours";
  throw new Problem(
    `${dir} was written by Postgres ${version}, and this Threshold brings Postgres ${postgresMajor}. Dump it with Postgres ${version} and restore it into an empty THRESHOLD_DATA_DIR, or run that Postgres and set DATABASE_URL.`,
  );
}

/** Makes the data directory, or leaves nothing behind: it is prepared beside its place and moved there when whole. */
async function initialise({ dir, password, throwaway }: ClusterOptions): Promise<void> {
  const { initdb } = await postgresBinaries();
  const account = unprivilegedAccount();
  const fresh = `${dir}.new`;
  const passwordFile = `${dir}.password`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) for (const path of [fresh, passwordFile]) chownSync(path, account.uid, account.gid);
  const args = [
    `--pgdata=${fresh}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Sorting that does not change with the machine's C library, which would silently break indexes.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(throwaway ? ["--no-sync", "--no-instructions"] : ["--no-instructions"]),
  ];
  const made = spawnSync(initdb, args, { ...identity(), cwd: "/", env: environment(), encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const said =
      made.error ?? (made.stderr.split("\n").find((line) => line.includes("error")) || made.stderr);
    throw new Problem(`Postgres could not prepare ${dir}: ${firstLine(said)}`);
  }
  renameSync(fresh, dir);
}

/** Starts the server on a free port of 127.0.0.1, making the data directory if there is none. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const programs = await postgresBinaries();
  requireReachable(unprivilegedAccount(), programs, dirname(options.dir));
  if (checkDataVersion(options.dir) === "empty") await initialise(options);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const started = await launch(programs.postgres, options, port);
    if (typeof started !== "string") return started;
    // Somebody may take the port between the look and the start.
    if (!started.includes("could not bind") || attempt === 3)
      throw new Problem(`Postgres did not start: ${started}`);
  }
}

async function launch(
  program: string,
  { dir, password, throwaway }: ClusterOptions,
  port: number,
): Promise<Cluster | string> {
  const logFile = `${dir}.log`;
  const log = openSync(logFile, "w", 0o600);
  // In a process group of its own, so that Ctrl-C reaches us alone and Postgres stops last.
  const child = spawn(program, ["-D", dir, "-p", String(port), ...settings(throwaway ?? false)], {
    ...identity(),
    cwd: "/",
    env: environment(),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  if (!(await ready(dir, child, exited))) return lastComplaint(logFile);
  return {
    port,
    url: (database) => `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    exited,
    async stop(how) {
      if (child.exitCode === null && child.signalCode === null)
        child.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
      await exited;
      if (child.pid) await waitForExit(child.pid, 5_000);
    },
  };
}

/** Waits for the line that the server writes into postmaster.pid once it accepts connections. */
async function ready(dir: string, child: ChildProcess, exited: Promise<void>): Promise<boolean> {
  let over = false;
  void exited.then(() => {
    over = true;
  });
  while (!over) {
    const postmaster = postmasterOf(dir);
    if (postmaster?.pid === child.pid && postmaster?.status === "ready") return true;
    await Promise.race([delay(15), exited]);
  }
  return false;
}

function lastComplaint(logFile: string): string {
  const lines = readFileSync(logFile, "utf8").split("\n");
  const complaint =
    lines.filter((line) => /FATAL|PANIC|ERROR/.test(line)).at(-1) ?? lines.filter(Boolean).at(-1);
  const bind = lines.some((line) => line.includes("could not bind")) ? "could not bind its port: " : "";
  return `${bind}${complaint?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, "") ?? "it said nothing"} (see ${logFile})`;
}

function settings(throwaway: boolean): string[] {
  const megabytes = Math.floor(totalmem() / 2 ** 20);
  const shared = throwaway ? 128 : Math.min(1024, Math.max(128, Math.floor(megabytes / 16)));
  const values: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "60",
    shared_buffers: `${shared}MB`,
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    max_wal_size: "4GB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(throwaway
      ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }
      : {
          logging_collector: "on",
          log_directory: "log",
          log_filename: "%a.log",
          log_truncate_on_rotation: "on",
        }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function identity(): { uid?: number; gid?: number } {
  const account = unprivilegedAccount();
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Nothing of ours reaches Postgres: a PGPORT or a locale in the environment would change what it does. */
function environment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}
