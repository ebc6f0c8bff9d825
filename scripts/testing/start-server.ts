import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "#scripts/free-port";
import { temporaryDirectory } from "#scripts/temporary-postgres";

const root = join(import.meta.dirname, "../..");

export type RunningServer = {
  url: string;
  /** The one-time link, while the installation has no user. */
  setupLink: string | undefined;
  /** What it printed so far, line by line. */
  lines: string[];
  process: ChildProcess;
  /** Asks it to end as Ctrl-C does; resolves to its exit code. */
  stop(): Promise<number | null>;
};

type Options = { port: number; dataDir: string; env?: Record<string, string> };

/** Starts Threshold as `npm start` does and resolves once it serves. Rejects with what it printed when it ends before. */
export async function startServer({ port, dataDir, env = {} }: Options): Promise<RunningServer> {
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), THRESHOLD_DATA_DIR: dataDir, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const lines: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const serving = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (line.startsWith("Threshold is at ")) resolve();
      });
    }
    void exited.then((code) => reject(new Error(`The server ended with code ${code}:\n${lines.join("\n")}`)));
  });
  await serving;
  const server: RunningServer = {
    url: `http://localhost:${port}`,
    get setupLink() {
      return lines.find((line) => line.includes("/setup?token="))?.replace(/^.* (?=http)/, "");
    },
    lines,
    process: child,
    stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      return exited;
    },
  };
  return server;
}

/** A server of its own, on an empty data directory that is removed with it. */
export async function startFreshServer(env: Record<string, string> = {}): Promise<RunningServer> {
  const dataDir = temporaryDirectory("e2e");
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const server = await startServer({ port: await freePort(), dataDir, env });
    return {
      ...server,
      async stop() {
        const code = await server.stop();
        remove();
        return code;
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
