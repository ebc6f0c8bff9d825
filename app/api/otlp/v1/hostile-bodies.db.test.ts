import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { POST as postLogs } from "#app/api/otlp/v1/logs/route";
import { POST } from "#app/api/otlp/v1/traces/route";
import { db, pool } from "#lib/core/db";
import { fuzz } from "#lib/telemetry/testing/fuzz";
import { mintIngest } from "#lib/telemetry/testing/ingest-key";
import { contentTypes, type Mutant, mutant } from "#lib/telemetry/testing/mutants";
import { recount } from "#lib/telemetry/testing/recount";

const SEED = 20261122;

function requestOf({ format, gzip, body }: Mutant, key: string): Request {
  const headers: Record<string, string> = {
    authorization: `Bearer ${key}`,
    "content-type": contentTypes[format],
    "content-length": String(body.byteLength),
  };
  if (gzip) headers["content-encoding"] = "gzip";
  return new Request("http://localhost/api/otlp/v1/traces", { method: "POST", headers, body });
}

async function rows(): Promise<number> {
  const found = await pool().query(
    "SELECT (SELECT count(*) FROM call)::int + (SELECT count(*) FROM span)::int AS n",
  );
  return found.rows[0].n;
}

/** Bytes in use once everything that nobody holds is gone. */
function settledHeap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

test("a mutant is the same again for its seed and number, and another for the next", () => {
  expect(mutant(SEED, 7, "slug")).toEqual(mutant(SEED, 7, "slug"));
  expect(mutant(SEED, 7, "slug").body).not.toEqual(mutant(SEED, 8, "slug").body);
});

test("two thousand hostile bodies: no 5xx, exactly the accepted spans stored, rollups equal rows, nothing kept", {
  timeout: 300_000,
}, async () => {
  const { id, slug, key } = await mintIngest();
  await db().feature.update({ where: { id }, data: { contentPolicy: "full" } });
  const send = async (one: Mutant) => {
    const answer = await POST(requestOf(one, key));
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  };
  const common = { seed: SEED, slug, width: 8, stored: rows, send };
  const first = await fuzz({ ...common, count: 500 });
  const heap = settledHeap();
  const report = await fuzz({ ...common, from: 500, count: 1500 });
  expect(settledHeap() - heap).toBeLessThan(32 * 1024 * 1024);
  expect([...first.wrong, ...report.wrong]).toEqual([]);
  expect(Object.keys(report.byStatus).sort()).toEqual(["200", "400", "413"]);
  expect(first.stored + report.stored).toBeGreaterThan(1000);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
  for (const feature of [id, 0]) {
    const counts = await recount(feature);
    expect(counts.stored).toEqual(counts.recounted);
  }
});

test("a thousand hostile log exports: no 5xx, and no more rows than accepted records", {
  timeout: 300_000,
}, async () => {
  const { id, slug, key } = await mintIngest();
  await db().feature.update({ where: { id }, data: { contentPolicy: "full" } });
  const report = await fuzz({
    signal: "logs",
    seed: SEED,
    count: 1000,
    slug,
    width: 8,
    stored: async () => {
      const found = await pool().query(
        "SELECT (SELECT count(*) FROM evaluation_result)::int + (SELECT count(*) FROM span_message)::int AS n",
      );
      return found.rows[0].n;
    },
    send: async (one) => {
      const answer = await postLogs(requestOf(one, key));
      return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
    },
  });
  expect(report.wrong).toEqual([]);
  expect(Object.keys(report.byStatus)).toEqual(expect.arrayContaining(["200", "400"]));
  expect(report.stored).toBeGreaterThan(400);
});
