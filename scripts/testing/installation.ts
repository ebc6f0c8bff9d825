import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { freePort } from "#scripts/free-port";
import { isAlive, postmasterOf } from "#scripts/postmaster";
import { temporaryDirectory } from "#scripts/temporary-postgres";
import { type RunningServer, startServer } from "./start-server.ts";

/** What a kill -9 can hit; a single backend makes Postgres recover under a server that stays. */
export const killed = ["web server", "postgres", "everything", "starter", "backend"] as const;
export type Killed = (typeof killed)[number];

export type Installation = {
  url: string;
  /** All scopes. */
  key: string;
  dataDir: string;
  /** The server as `npm start` runs it; another one after each start. */
  server(): RunningServer;
  webServerPid(): number;
  /** Of the database that it uses now; the embedded one takes another port at each start. */
  databaseUrl(): string;
  start(): Promise<void>;
  kill(what: Killed): Promise<void>;
  registerFeature(slug: string): Promise<void>;
  /** Stops it as Ctrl-C does, removes what it wrote, and answers its exit code. */
  end(): Promise<number | null>;
};

type Options = { databaseUrl?: string; secrets?: Secrets; env?: Record<string, string> };
export type Secrets = { key: string; session: string };

export function mintSecrets(): Secrets {
  return { key: randomBytes(32).toString("base64url"), session: randomBytes(32).toString("base64url") };
}

/** A condition that a test waits for; whoever started the test decides how long it may take. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}

/** A whole Threshold on a folder of its own, set up with an administrator and a key, not started yet. */
export async function installation(options: Options = {}): Promise<Installation> {
  const dataDir = temporaryDirectory("installation");
  const port = await freePort();
  const { key, session } = options.secrets ?? mintSecrets();
  const env: Record<string, string> = {
    LOG_LEVEL: "warn",
    ...options.env,
    NEXTAUTH_SECRET: session,
    THRESHOLD_INIT_ADMIN_EMAIL: "admin@example.com",
    THRESHOLD_INIT_ADMIN_PASSWORD: "correct horse battery staple 42",
    THRESHOLD_INIT_API_KEY: key,
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
  };
  let running: RunningServer | undefined;
  const runner = (): { pid: number; serverPid: number } =>
    JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8"));
  const postmaster = () => postmasterOf(join(dataDir, "postgres"))?.pid ?? 0;
  const url = `http://localhost:${port}`;

  const self: Installation = {
    url,
    key,
    dataDir,
    server() {
      if (!running) throw new Error("The installation was not started.");
      return running;
    },
    webServerPid: () => runner().serverPid,
    databaseUrl() {
      if (options.databaseUrl) return options.databaseUrl;
      const password = readFileSync(join(dataDir, "postgres-password"), "utf8").trim();
      const [, , , embeddedPort] = readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n");
      return `postgresql://threshold:${password}@127.0.0.1:${embeddedPort}/threshold`;
    },
    async start() {
      running = await startServer({ port, dataDir, env });
    },
    async kill(what) {
      const { pid, serverPid } = runner();
      const victims = {
        "web server": [serverPid],
        postgres: [postmaster()],
        everything: [pid, serverPid, postmaster()],
        starter: [pid],
        backend: [await writingBackend(self.databaseUrl())],
      }[what];
      for (const victim of victims) process.kill(victim, "SIGKILL");
      // After a backend died the same server goes on; after everything else somebody starts it again.
      if (what === "backend") return;
      const { process: starter } = self.server();
      await until(() => !isAlive(pid) && (starter.exitCode !== null || starter.signalCode !== null));
    },
    async registerFeature(slug) {
      const answer = await fetch(`${url}/api/v1/features/${slug}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({
          name: slug,
          stakes: "standard",
          audience: "internal",
          lifecycle: "production",
          unitOfWork: { kind: "trace" },
        }),
      });
      if (!answer.ok) throw new Error(`The feature was not registered: ${await answer.text()}`);
    },
    async end() {
      const code = (await running?.stop()) ?? null;
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
  return self;
}

/** The process of a connection of the server, one that is at work if there is one. */
async function writingBackend(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'threshold' ORDER BY state = 'active' DESC LIMIT 1`,
    );
    const pid = found.rows[0]?.pid;
    if (!pid) throw new Error("The server has no connection.");
    return pid;
  } finally {
    await client.end();
  }
}

/** Resident memory of a process in bytes, now and at its highest; nothing where the system does not say. */
export function residentBytes(pid: number): { now: number; peak: number } | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const text = readFileSync(file, "utf8");
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) * 1024;
  return { now: read("VmRSS"), peak: read("VmHWM") };
}
