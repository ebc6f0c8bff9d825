import { performance } from "node:perf_hooks";
import { type RunningServer, startFreshServer } from "#scripts/testing/start-server";
import { adminVariables, signInAdmin } from "./console.ts";
import { type Times, timesOf } from "./reader.ts";

export type PageTimes = { first: Times; whole: Times; bytes: number };

type Served = { server: RunningServer; cookie: string };

async function serve(databaseUrl: string): Promise<Served> {
  const server = await startFreshServer({ ...adminVariables, DATABASE_URL: databaseUrl });
  const { cookies } = await signInAdmin(server.url);
  return { server, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}

/** Makes the administrator of an empty database, who looks at the page later. */
export async function makeAdmin(databaseUrl: string): Promise<void> {
  const server = await startFreshServer({ ...adminVariables, DATABASE_URL: databaseUrl });
  await server.stop();
}

async function get({ server, cookie }: Served, path: string) {
  const started = performance.now();
  const answer = await fetch(server.url + path, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200 || !answer.body) throw new Error(`${path}: ${answer.status}`);
  let first = 0;
  let bytes = 0;
  for await (const part of answer.body) {
    if (bytes === 0) first = performance.now() - started;
    bytes += part.length;
  }
  return { first, whole: performance.now() - started, bytes };
}

/**
 * Times a page as a browser gets it from a production server on each database, turn by turn: milliseconds from the
 * request to the first and to the last byte, and how many bytes those are before they are compressed.
 */
export async function timePage(
  databaseUrls: readonly string[],
  path: string,
  runs: number,
): Promise<PageTimes[]> {
  const served: Served[] = [];
  try {
    for (const url of databaseUrls) served.push(await serve(url));
    const taken = served.map(() => ({ first: [] as number[], whole: [] as number[], bytes: 0 }));
    for (let turn = -10; turn < runs; turn += 1) {
      for (const [index, one] of served.entries()) {
        const { first, whole, bytes } = await get(one, path);
        const list = taken[index];
        if (turn < 0 || !list) continue;
        list.first.push(first);
        list.whole.push(whole);
        list.bytes = bytes;
      }
    }
    return taken.map(({ first, whole, bytes }) => ({ first: timesOf(first), whole: timesOf(whole), bytes }));
  } finally {
    for (const { server } of served) await server.stop();
  }
}
