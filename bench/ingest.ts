import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { encodeProtobuf } from "#lib/telemetry/testing/encode";
import { startCluster } from "#scripts/embedded-postgres";
import { freePort } from "#scripts/free-port";
import { temporaryDirectory } from "#scripts/temporary-postgres";
import { startServer } from "#scripts/testing/start-server";
import { copyInBatches, copyNewRows, makeCopyTables } from "./copy-baseline.ts";
import { realisticExport, seeded } from "./realistic-traffic.ts";
import { sendExports } from "./send-exports.ts";
import { storedBytes } from "./stored-bytes.ts";

const KEY = "bench-0123456789-0123456789-0123456789";
const FEATURE = "bench";

/** The quantile of values; nearest rank. */
function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? 0;
}

const median = (values: number[]) => quantile(values, 0.5);

async function register(url: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/features/${FEATURE}`, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ name: FEATURE, stakes: "low", audience: "internal", lifecycle: "production" }),
  });
  if (!response.ok) throw new Error(`Registering answered ${response.status}: ${await response.text()}`);
}

/** Seconds of processor time that the server's process has used. */
async function processorSeconds(url: string): Promise<number> {
  const response = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${KEY}` } });
  const line = (await response.text())
    .split("\n")
    .find((one) => one.startsWith("threshold_process_cpu_seconds_total "));
  return Number(line?.split(" ").at(-1) ?? Number.NaN);
}

type Round = {
  spansPerSecond: number;
  copyAll: number;
  copyCalls: number;
  copyBatches: number;
  latenciesMs: number[];
  serverUs: number;
};

/**
 * Committed spans per second through HTTP, beside COPY of the rows that they became into tables of the same columns and
 * indexes on the same server; rounds of both take turns. Starts a Postgres and a server of its own.
 * --rounds 5, --exports 120 a round, --batch 512, --connections 8.
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string", default: "5" },
      exports: { type: "string", default: "120" },
      batch: { type: "string", default: "512" },
      connections: { type: "string", default: "8" },
    },
  });
  const [rounds, exports, batch, connections] = [
    values.rounds,
    values.exports,
    values.batch,
    values.connections,
  ].map(Number) as [number, number, number, number];
  const folder = temporaryDirectory("bench");
  const cluster = await startCluster({ dir: join(folder, "postgres"), password: "bench" });
  const server = await startServer({
    port: await freePort(),
    dataDir: join(folder, "data"),
    env: {
      DATABASE_URL: cluster.url("postgres"),
      THRESHOLD_INIT_ADMIN_EMAIL: "bench@example.com",
      THRESHOLD_INIT_ADMIN_PASSWORD: "only for a benchmark",
      THRESHOLD_INIT_API_KEY: KEY,
      LOG_LEVEL: "warn",
    },
  });
  const client = new pg.Client({ connectionString: cluster.url("postgres") });
  try {
    await client.connect();
    await register(server.url);
    const random = seeded(20261122);
    const makeBodies = (count: number) =>
      Array.from({ length: count }, () => encodeProtobuf([realisticExport(FEATURE, batch, random)]));
    // Warms the server up, and makes the partitions that are copied.
    await sendExports(server.url, KEY, makeBodies(40), connections);
    for (const schema of ["bench", "bench_batches"] as const) await makeCopyTables(client, schema);
    await copyNewRows(client, join(folder, "postgres"));
    const measured: Round[] = [];
    let bytesPerSpan = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const bodies = makeBodies(exports);
      const spans = exports * batch;
      bytesPerSpan = bodies.reduce((sum, body) => sum + body.byteLength, 0) / spans;
      const before = await processorSeconds(server.url);
      const { seconds, latenciesMs } = await sendExports(server.url, KEY, bodies, connections);
      const serverUs = (((await processorSeconds(server.url)) - before) / spans) * 1e6;
      const copied = await copyNewRows(client, join(folder, "postgres"));
      const call = copied.call ?? { rows: 0, seconds: 0 };
      const span = copied.span ?? { rows: 0, seconds: 0 };
      if (call.rows + span.rows !== spans)
        throw new Error(`${call.rows + span.rows} of ${spans} spans were stored.`);
      const inBatches = await copyInBatches(client, join(folder, "postgres"), exports);
      const all = Object.values(copied).reduce((sum, one) => sum + one.seconds, 0);
      const result = {
        spansPerSecond: spans / seconds,
        copyAll: spans / all,
        copyCalls: spans / (call.seconds + span.seconds),
        copyBatches: spans / inBatches,
        latenciesMs,
        serverUs,
      };
      measured.push(result);
      console.log(
        `round ${round}: ${Math.round(result.spansPerSecond)} spans/s through HTTP; COPY of the same rows ${Math.round(result.copyAll)} spans/s, without their content ${Math.round(result.copyCalls)}, in as many transactions ${Math.round(result.copyBatches)}`,
      );
    }
    const bytes = await storedBytes(client);
    const latencies = measured.flatMap((round) => round.latenciesMs);
    const of = (pick: (round: Round) => number) => median(measured.map(pick));
    const result = {
      spansPerSecond: Math.round(of((round) => round.spansPerSecond)),
      copySpansPerSecond: Math.round(of((round) => round.copyAll)),
      copyWithoutContentSpansPerSecond: Math.round(of((round) => round.copyCalls)),
      copyInBatchesSpansPerSecond: Math.round(of((round) => round.copyBatches)),
      ratio: Number(of((round) => round.spansPerSecond / round.copyAll).toFixed(3)),
      ratioWithoutContent: Number(of((round) => round.spansPerSecond / round.copyCalls).toFixed(3)),
      ratioInBatches: Number(of((round) => round.spansPerSecond / round.copyBatches).toFixed(3)),
      serverMicrosecondsPerSpan: Number(of((round) => round.serverUs).toFixed(1)),
      answerMs: { p50: Math.round(quantile(latencies, 0.5)), p99: Math.round(quantile(latencies, 0.99)) },
      bytesPerSpan: Math.round(bytesPerSpan),
      batch,
      connections,
      stored: bytes,
    };
    console.log(
      `median: ${result.spansPerSecond} spans/s, ${result.ratio} of COPY (${result.ratioWithoutContent} without content, ${result.ratioInBatches} of COPY in as many transactions); the server's process used ${result.serverMicrosecondsPerSpan} us a span`,
    );
    console.log(
      `stored: ${bytes.total} bytes a call with interactions, rollups and indexes; ${(bytes.calls / bytes.interactions).toFixed(2)} calls an interaction`,
    );
    return result;
  } finally {
    await client.end();
    await server.stop();
    await cluster.stop("fast");
    rmSync(folder, { recursive: true, force: true });
  }
}
