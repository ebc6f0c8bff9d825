import { randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { prepareBuild, prepareClient } from "./build.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { ensureDatabase, hasUser, requireDatabase } from "./database-server.ts";
import { type Cluster, checkDataVersion, startCluster } from "./embedded-postgres.ts";
import { portIsFree } from "./free-port.ts";
import { migrateOrExplain } from "./migrate-or-explain.ts";
import { postgresBinaries, requireReachable, unprivilegedAccount } from "./postgres-binaries.ts";
import { isAlive, recoverDataDirectory, waitForExit } from "./postmaster.ts";
import { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";
import { localAddress, startWebServer, untilReady, type WebServer } from "./web-server.ts";

export type Context = {
  root: string;
  settings: Settings;
  env: Record<string, string | undefined>;
  say: (line: string) => void;
  /** Aborted once to stop in order. */
  stopping: AbortSignal;
  /** Aborted when somebody asks a second time. */
  hurrying: AbortSignal;
  /** Begun once it serves; it goes on beside the serving and ends with `stopping`. It must not throw. */
  whenUp?: (address: string, stopping: AbortSignal) => Promise<void>;
};

/**
 * Brings everything up, serves until asked to stop, and takes everything down again in the opposite order.
 * Throws a Problem for what the person at the terminal can put right; by then nothing of ours runs any more.
 */
export async function supervise(context: Context): Promise<void> {
  const directory = openDataDirectory(context.settings.dataDir, context.settings.url);
  try {
    await endLeftBehind(directory, context.root);
    await requirePort(context.settings);
    if (context.settings.databaseUrl) {
      await requireDatabase(context.settings.databaseUrl);
      await prepare(context);
      await serve(context, directory, context.settings.databaseUrl);
    } else {
      checkDataVersion(directory.postgres);
      requireReachable(unprivilegedAccount(), await postgresBinaries(), directory.path);
      await prepare(context);
      await serveOnEmbedded(context, directory);
    }
  } catch (error) {
    // Being stopped half-way through a start is not a failure.
    if (!context.stopping.aborted || error instanceof Problem) throw error;
  } finally {
    directory.release();
  }
}

async function prepare({ root, settings, env, say, stopping }: Context): Promise<void> {
  // An image was built whole and cannot be written to; what was pruned from it afterwards is no reason to build again.
  if (env.THRESHOLD_PREBUILT === "1") return stopping.throwIfAborted();
  await prepareClient({ root, say, signal: stopping });
  await prepareBuild({ root, say, signal: stopping, buildDir: settings.buildDir });
  stopping.throwIfAborted();
}

async function serveOnEmbedded(context: Context, directory: DataDirectory): Promise<void> {
  await recoverDataDirectory(directory.postgres);
  if (checkDataVersion(directory.postgres) === "empty")
    context.say(`Preparing a database in ${directory.postgres}.`);
  const cluster = await startCluster({
    dir: directory.postgres,
    password: directory.secret("postgres-password"),
  });
  const hurry = () => void cluster.stop("immediate");
  context.hurrying.addEventListener("abort", hurry);
  try {
    await ensureDatabase(cluster.url("postgres"), "threshold");
    await serve(context, directory, cluster.url("threshold"), cluster);
  } finally {
    await cluster.stop("fast");
    context.hurrying.removeEventListener("abort", hurry);
  }
}

async function serve(
  context: Context,
  directory: DataDirectory,
  databaseUrl: string,
  cluster?: Cluster,
): Promise<void> {
  const { root, settings, env, say, stopping } = context;
  const applied = await migrateOrExplain(databaseUrl);
  if (applied.length > 0)
    say(`Applied ${applied.length === 1 ? "1 migration" : `${applied.length} migrations`}.`);
  stopping.throwIfAborted();
  const setupToken = randomBytes(24).toString("base64url");
  const server = startWebServer(root, settings, {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET || directory.secret("nextauth-secret"),
    NEXTAUTH_URL: settings.url,
    THRESHOLD_BUILD_DIR: settings.buildDir,
    THRESHOLD_SETUP_TOKEN: setupToken,
  });
  directory.announce({ pid: process.pid, url: settings.url, serverPid: server.pid });
  const hurry = () => server.kill();
  context.hurrying.addEventListener("abort", hurry);
  try {
    await untilReady(settings, server, stopping);
    stopping.throwIfAborted();
    const setUp = (await hasUser(databaseUrl))
      ? ""
      : `\nSet it up once at ${settings.url}/setup?token=${setupToken}`;
    say(`Threshold is at ${settings.url}${setUp}`);
    void context.whenUp?.(localAddress(settings), stopping);
    await untilStopped(context, server, cluster);
  } finally {
    await server.stop();
    context.hurrying.removeEventListener("abort", hurry);
  }
}

/** Waits for the request to stop; throws when the server or its Postgres ends unasked. */
async function untilStopped(
  { stopping, say }: Context,
  server: WebServer,
  cluster: Cluster | undefined,
): Promise<void> {
  const asked = new Promise<"asked">((resolve) => {
    stopping.addEventListener("abort", () => resolve("asked"));
    if (stopping.aborted) resolve("asked");
  });
  const first = await Promise.race([
    asked,
    server.exited.then(() => "server" as const),
    ...(cluster ? [cluster.exited.then(() => "postgres" as const)] : []),
  ]);
  if (first === "server")
    throw new Problem("The web server ended by itself; its messages are above. Everything else was stopped.");
  if (first === "postgres")
    throw new Problem(
      "Postgres ended by itself; see its log in the data directory. Everything else was stopped.",
    );
  say("Stopping: requests under way are finished first.");
}

async function requirePort({ host, port }: Settings): Promise<void> {
  if (await portIsFree(port, host)) return;
  throw new Problem(
    `Port ${port} on ${host} cannot be used: another program has it, or it is not yours to open. Stop that program, or set PORT (and HOST).`,
  );
}

/** Ends the web server of a Threshold that was killed; it ends by itself, this only makes sure of it. */
async function endLeftBehind({ leftBehind }: DataDirectory, root: string): Promise<void> {
  const pid = leftBehind?.serverPid;
  if (!pid || !isAlive(pid) || !runsIn(pid, root)) return;
  process.kill(pid, "SIGTERM");
  if (await waitForExit(pid, 10_000)) return;
  process.kill(pid, "SIGKILL");
  await waitForExit(pid, 5_000);
}

function runsIn(pid: number, root: string): boolean {
  try {
    return `${readlinkSync(`/proc/${pid}/cwd`)}/` === `${root.replace(/\/+$/, "")}/`;
  } catch {
    return false;
  }
}
