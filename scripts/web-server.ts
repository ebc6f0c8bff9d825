import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { quietEnvironment } from "./install.mjs";
import { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";

export type WebServer = {
  pid: number;
  /** Settles when it ends, with the code; null when a signal ended it. */
  exited: Promise<number | null>;
  /** Lets requests under way finish, for as long as the drain time, then ends it. */
  stop(): Promise<void>;
  kill(): void;
};

// An export is some megabytes of short-lived objects: with room for them the collector takes a quarter less of the time.
const YOUNG_GENERATION = "--max-semi-space-size=32";
/**
 * How long a connection stays open between two requests. Longer than proxies keep theirs (60 s, mostly), so that it is
 * never the server that closes one on which a request is on its way: the sender would see a reset.
 */
const IDLE_CONNECTION_MS = 75_000;
const readyWithinMs = 60_000;
const drainMs = 15_000;
/** What Next prints about itself at a start; we say it in our own words. */
const banner = /^\s*(▲|- (Local|Network|Environments)|✓ (Starting|Ready|Running))|^\s*$/;

/** Starts `next start` in a process group of its own, so that Ctrl-C reaches us alone and stopping keeps its order. */
export function startWebServer(
  root: string,
  settings: Settings,
  variables: Record<string, string>,
): WebServer {
  const child = spawn(
    process.execPath,
    [
      YOUNG_GENERATION,
      join(root, "node_modules/next/dist/bin/next"),
      "start",
      "-H",
      settings.host,
      "-p",
      String(settings.port),
      "--keepAliveTimeout",
      String(IDLE_CONNECTION_MS),
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        ...quietEnvironment,
        ...variables,
        NODE_ENV: "production",
        PORT: String(settings.port),
      },
      detached: true,
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  if (child.stdout) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!banner.test(line)) console.log(line);
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code));
  });
  return {
    pid: child.pid ?? 0,
    exited,
    async stop() {
      await Promise.race([drain(child), exited, delay(drainMs)]);
      child.kill("SIGTERM");
      const late = AbortSignal.timeout(drainMs);
      late.addEventListener("abort", () => child.kill("SIGKILL"));
      await exited;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** Asks the server to end its background work and to call itself unready; settles when it has. */
function drain(child: ChildProcess): Promise<void> {
  if (!child.connected) return Promise.resolve();
  return new Promise((resolve) => {
    child.on("message", (message) => {
      if (message === "drained") resolve();
    });
    child.send("drain", (error) => {
      if (error) resolve();
    });
  });
}

/** The address under which this machine reaches a server that listens on that host. */
export function localAddress({ host, port }: Pick<Settings, "host" | "port">): string {
  const name =
    host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Waits until the health check says yes. Throws a Problem when the server ends before, or takes too long. */
export async function untilReady(settings: Settings, server: WebServer, signal: AbortSignal): Promise<void> {
  const until = Date.now() + readyWithinMs;
  let over = false;
  void server.exited.then(() => {
    over = true;
  });
  while (!signal.aborted) {
    if (over) throw new Problem("The web server ended while it started; its messages are above.");
    if (Date.now() > until)
      throw new Problem(`The web server was not ready after ${readyWithinMs / 1000} seconds.`);
    const answer = await fetch(`${localAddress(settings)}/api/health`, {
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    if (answer?.ok) return;
    await delay(40);
  }
}
