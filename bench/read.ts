import { parseArgs } from "node:util";
import { z } from "zod";
import { recount } from "#lib/telemetry/testing/recount";
import { migrate } from "#scripts/migrate";
import { temporaryPostgres } from "#scripts/temporary-postgres";
import { FEATURES, fillTelemetry } from "./read-fill.ts";
import { at, connected, emptyDatabase, Reader, time } from "./reader.ts";

/** What is promised of every screen: that many milliseconds at most, and growing by no more than this. */
const TARGET_MS = 100;
const TARGET_RATIO = 1.3;

async function makeStore(server: string, name: string, calls: number, now: Date): Promise<Reader> {
  const url = await emptyDatabase(server, name);
  const reader = new Reader(url, "read-worker.ts");
  await reader.ask({ prepare: now.toISOString() });
  const started = Date.now();
  console.log(`${calls.toLocaleString("en-US")} calls into ${name}`);
  await connected(url, (client) => fillTelemetry(client, calls, now, console.log));
  console.log(`  filled in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return reader;
}

/** Whether the rollups are what the rows say, by the recount that the tests of ingestion use. */
async function rollupsEqualRows(url: string): Promise<boolean> {
  return connected(url, async (client) => {
    for (let feature = 1; feature <= FEATURES; feature += 1) {
      const { stored, recounted } = await recount(feature, client);
      for (const [table, rows] of Object.entries(recounted)) {
        if (JSON.stringify(rows) === JSON.stringify(stored[table])) continue;
        const odd = rows.findIndex(
          (row, index) => JSON.stringify(row) !== JSON.stringify(stored[table]?.[index]),
        );
        console.log(`${table} of feature ${feature}:`, rows[odd], stored[table]?.[odd]);
        return false;
      }
    }
    return true;
  });
}

/**
 * Times what the screens ask of the server with few calls stored and with many, side by side. Makes two databases on a
 * Postgres of its own, or on --server (they are called bench_small and bench_large, and are dropped with --drop).
 * --small 200000, --large 5000000, --runs 60, --only a,b, --keep (use what a run before left on --server).
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      small: { type: "string", default: "200000" },
      large: { type: "string", default: "5000000" },
      runs: { type: "string", default: "60" },
      server: { type: "string", default: process.env.DATABASE_URL ?? "" },
      only: { type: "string", default: "" },
      keep: { type: "boolean", default: false },
    },
  });
  const [small, large] = [Number(values.small), Number(values.large)];
  const own = values.server === "" ? await temporaryPostgres() : null;
  const server = own ? own.url("postgres") : values.server;
  const readers: Reader[] = [];
  try {
    const now = new Date();
    const names = ["bench_small", "bench_large"] as const;
    if (values.keep) {
      for (const name of names) await migrate(at(server, name));
      readers.push(...names.map((name) => new Reader(at(server, name), "read-worker.ts")));
    } else {
      readers.push(await makeStore(server, names[0], small, now));
      const equal = await rollupsEqualRows(at(server, names[0]));
      console.log(equal ? "  the rollups are what the rows say" : "  the rollups differ from the rows");
      if (!equal) throw new Error("The fill is wrong; no time of it would mean anything.");
      readers.push(await makeStore(server, names[1], large, now));
    }
    const [few, many] = readers;
    if (!few || !many) throw new Error("There is nothing to read.");
    const reading = new Date().toISOString();
    await few.ask({ names: reading });
    const screens = z
      .array(z.object({ screen: z.string(), promised: z.boolean() }))
      .parse(await many.ask({ names: reading }));
    const only = values.only === "" ? null : new Set(values.only.split(","));
    const results = [];
    for (const { screen, promised } of screens.filter((one) => only === null || only.has(one.screen))) {
      const [a, b] = await time([few, many], screen, Number(values.runs));
      const ratio = b.p95 / a.p95;
      const met = b.p95 <= TARGET_MS && ratio <= TARGET_RATIO;
      const ms = (value: number) => value.toFixed(1).padStart(7);
      console.log(
        `${screen.padEnd(26)} small p50${ms(a.p50)} p95${ms(a.p95)} ms, large p50${ms(b.p50)} p95${ms(b.p95)} ms, ratio of p95 ${ratio.toFixed(2)}${met ? "" : promised ? "  over the target" : "  (over; no target)"}`,
      );
      results.push({ screen, promised, smallMs: a, largeMs: b, ratio: Number(ratio.toFixed(3)), met });
    }
    const targets = results.filter((one) => one.promised);
    const missed = targets.filter((one) => !one.met);
    console.log(
      `${targets.length - missed.length} of ${targets.length} screens are within ${TARGET_MS} ms and ${TARGET_RATIO} times the small store; missed: ${missed.map((one) => one.screen).join(", ") || "none"}`,
    );
    return { small, large, runs: Number(values.runs), met: missed.length === 0, results };
  } finally {
    for (const { child } of readers) child.kill();
    await own?.stop();
  }
}
