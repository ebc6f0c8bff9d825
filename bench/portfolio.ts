import { parseArgs } from "node:util";
import { z } from "zod";
import { temporaryPostgres } from "#scripts/temporary-postgres";
import { fillHistory, fillRegistry } from "./portfolio-fill.ts";
import { makeAdmin, timePage } from "./portfolio-page.ts";
import { connected, emptyDatabase, Reader, time } from "./reader.ts";

/** What is promised of the portfolio with 500 features: that many milliseconds of server time at most. */
const TARGET_MS = 100;

async function makeStore(server: string, name: string, features: number, now: Date): Promise<Reader> {
  const url = await emptyDatabase(server, name);
  await makeAdmin(url);
  const started = Date.now();
  await connected(url, (client) => fillRegistry(client, features, now));
  const reader = new Reader(url, "portfolio-worker.ts");
  await reader.ask({ judge: now.toISOString() });
  await connected(url, (client) => fillHistory(client, now));
  // Again, as every few minutes: a card keeps what fell in the week before.
  await reader.ask({ judge: now.toISOString() });
  console.log(
    `${features} features in ${name}, filled and judged in ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
  return reader;
}

/** Milliseconds of processor that the server's own process spends on it, the median of some: what other work on the machine cannot stretch. */
async function cpuOf(reader: Reader, screen: string): Promise<number> {
  const spent: number[] = [];
  for (let turn = 0; turn < 15; turn += 1) spent.push(Number(await reader.ask({ cpuOf: screen })));
  return spent.toSorted((a, b) => a - b)[7] ?? 0;
}

/**
 * Times what the portfolio asks of the server with few features and with many, turn by turn, each with 30 days of
 * rollups and half a year of history. Makes two databases on a Postgres of its own, or on --server.
 * --small 50, --large 500, --runs 60.
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      small: { type: "string", default: "50" },
      large: { type: "string", default: "500" },
      runs: { type: "string", default: "60" },
      server: { type: "string", default: process.env.DATABASE_URL ?? "" },
    },
  });
  const [small, large, runs] = [Number(values.small), Number(values.large), Number(values.runs)];
  const own = values.server === "" ? await temporaryPostgres() : null;
  const server = own ? own.url("postgres") : values.server;
  const readers: Reader[] = [];
  try {
    const now = new Date();
    const few = await makeStore(server, "bench_portfolio_small", small, now);
    readers.push(few);
    const many = await makeStore(server, "bench_portfolio_large", large, now);
    readers.push(many);
    await few.ask({ names: now.toISOString() });
    const screens = z.array(z.string()).parse(await many.ask({ names: now.toISOString() }));
    const results = [];
    for (const screen of screens) {
      const [a, b] = await time([few, many], screen, runs);
      const met = b.p95 <= TARGET_MS;
      const cpuMs = await cpuOf(many, screen);
      const ms = (value: number) => value.toFixed(1).padStart(6);
      console.log(
        `${screen.padEnd(36)} ${small}: p50${ms(a.p50)} p95${ms(a.p95)} ms; ${large}: p50${ms(b.p50)} p95${ms(b.p95)} ms; Node works ${ms(cpuMs)} ms of it${met ? "" : "  over the target"}`,
      );
      results.push({ screen, smallMs: a, largeMs: b, cpuMs, met });
    }
    // As the server's own job does a minute after its start.
    await many.ask({ keep: new Date().toISOString() });
    const pages = await timePage([few.url, many.url], "/", runs);
    for (const [index, { first, whole, bytes }] of pages.entries())
      console.log(
        `the page of ${index === 0 ? small : large} over HTTP: first byte p50 ${first.p50.toFixed(1)} p95 ${first.p95.toFixed(1)} ms, last p50 ${whole.p50.toFixed(1)} p95 ${whole.p95.toFixed(1)} ms, ${Math.round(bytes / 1000)} kB`,
      );
    const missed = results.filter((one) => !one.met).map((one) => one.screen);
    console.log(
      `Within ${TARGET_MS} ms with ${large} features: ${results.length - missed.length} of ${results.length}; missed: ${missed.join(", ") || "none"}`,
    );
    return { small, large, runs, targetMs: TARGET_MS, met: missed.length === 0, results, pages };
  } finally {
    for (const { child } of readers) child.kill();
    await own?.stop();
  }
}
