import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "#scripts/migrate";

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? 0;

/** The address of a database of that server. */
export function at(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** A process that reads one database. Asked one thing at a time. */
export class Reader {
  readonly child: ChildProcess;
  readonly url: string;
  constructor(url: string, worker: string) {
    this.url = url;
    this.child = fork(join(import.meta.dirname, worker), {
      execArgv: ["--conditions=react-server"],
      env: {
        ...process.env,
        DATABASE_URL: url,
        NEXTAUTH_SECRET: "only-for-a-bench-0123456789",
        THRESHOLD_JOBS: "off",
        NODE_ENV: "production",
      },
    });
  }
  ask(question: object): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const ended = () => reject(new Error("The reading process ended."));
    this.child.once("exit", ended);
    this.child.once("message", (message: { value?: unknown; error?: string }) => {
      this.child.off("exit", ended);
      if (message.error === undefined) resolve(message.value);
      else reject(new Error(message.error));
    });
    this.child.send(question);
    return promise;
  }
}

export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database of that name with the newest schema and nothing in it; its address. */
export async function emptyDatabase(server: string, name: string): Promise<string> {
  await connected(server, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await client.query(`CREATE DATABASE "${name}"`);
  });
  const url = at(server, name);
  await migrate(url);
  return url;
}

export type Times = { p50: number; p95: number };

export function timesOf(milliseconds: readonly number[]): Times {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

/** Milliseconds that each of two readers took for a screen, after ten turns that do not count. */
export async function time(
  readers: readonly [Reader, Reader],
  screen: string,
  runs: number,
): Promise<[Times, Times]> {
  const times: [number[], number[]] = [[], []];
  for (let turn = -10; turn < runs; turn += 1) {
    // The two take turns, so that whatever else the machine does meets both.
    for (const index of [0, 1] as const) {
      const ms = Number(await readers[index].ask({ screen, turn: turn + 10 }));
      if (turn >= 0) times[index].push(ms);
    }
  }
  return [timesOf(times[0]), timesOf(times[1])];
}
