import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POST } from "#app/api/otlp/v1/traces/route";
import { pool } from "#lib/core/db";
import { mintIngest } from "#lib/telemetry/testing/ingest-key";
import { contentTypes, type Format } from "#lib/telemetry/testing/mutants";
import { sizedExport } from "#lib/telemetry/testing/sized-export";

const LIMIT = 64 * 1024 * 1024;
const SPANS = 300;

function post(key: string, format: Format, body: BodyInit, headers: Record<string, string> = {}) {
  const given = { authorization: `Bearer ${key}`, "content-type": contentTypes[format], ...headers };
  const request = { method: "POST", headers: given, body, duplex: "half" };
  return POST(new Request("http://localhost/api/otlp/v1/traces", request as RequestInit));
}

async function stored(featureId: number): Promise<number> {
  const found = await pool().query("SELECT count(*)::int AS n FROM call WHERE feature_id = $1", [featureId]);
  return found.rows[0].n;
}

/** A body that comes in parts of a mebibyte; tells how many of them were asked for. */
function inParts(body: Uint8Array): { stream: ReadableStream<Uint8Array>; asked: () => number } {
  const PART = 1024 * 1024;
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(body.slice(at * PART, (at + 1) * PART));
      at += 1;
      if (at * PART >= body.length) controller.close();
    },
  });
  return { stream, asked: () => at };
}

describe.each<Format>(["protobuf", "json"])("a body of 64 MiB in %s", (format) => {
  test("is stored whole, plain or gzip; with one byte more it is 413 and leaves nothing", async () => {
    const { id, slug, key } = await mintIngest();
    for (const [bytes, status] of [
      [LIMIT, 200],
      [LIMIT + 1, 413],
    ] as const) {
      const before = await stored(id);
      const plain = await post(key, format, sizedExport(format, { slug, spans: SPANS, bytes }));
      const packed = new Uint8Array(gzipSync(sizedExport(format, { slug, spans: SPANS, bytes })));
      const gzip = await post(key, format, packed, { "content-encoding": "gzip" });
      expect([plain.status, gzip.status]).toEqual([status, status]);
      expect((await stored(id)) - before).toBe(status === 200 ? 2 * SPANS : 0);
    }
  });
});

describe("a length", () => {
  test("that is not given: the body is read in parts, and no further than the limit", async () => {
    const { id, slug, key } = await mintIngest();
    const under = inParts(sizedExport("protobuf", { slug, spans: SPANS, bytes: LIMIT }));
    expect((await post(key, "protobuf", under.stream)).status).toBe(200);
    expect(await stored(id)).toBe(SPANS);
    const over = inParts(new Uint8Array(2 * LIMIT));
    expect((await post(key, "protobuf", over.stream)).status).toBe(413);
    expect(over.asked()).toBeLessThan(80);
  });

  test("that says too much is refused unread; one that says too little opens no door", async () => {
    const { id, slug, key } = await mintIngest();
    const body = inParts(sizedExport("protobuf", { slug, spans: 3, bytes: 4 * 1024 * 1024 }));
    const much = await post(key, "protobuf", body.stream, { "content-length": String(LIMIT + 1) });
    expect([much.status, body.asked() <= 1]).toEqual([413, true]);
    const over = inParts(new Uint8Array(2 * LIMIT));
    expect((await post(key, "protobuf", over.stream, { "content-length": "10" })).status).toBe(413);
    expect(await stored(id)).toBe(0);
  });
});

test("two hundred gzip bombs at once take no more room than a few bodies; the others are told to come again", async () => {
  const { key } = await mintIngest();
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(LIMIT - 1024)));
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const bombs = Array.from({ length: 200 }, () =>
    post(key, "protobuf", bomb, { "content-encoding": "gzip" }),
  );
  const answers = await Promise.all(bombs);
  clearInterval(watch);
  const statuses = new Set(answers.map((answer) => answer.status));
  expect(statuses.has(503) && [...statuses].every((status) => status === 503 || status === 400)).toBe(true);
  expect(answers.find((answer) => answer.status === 503)?.headers.get("retry-after")).toBe("1");
  expect(peak - before).toBeLessThan(16 * LIMIT);
});

test("a hundred senders that stop half-way do not keep others from being answered", async () => {
  const { id, slug, key } = await mintIngest();
  const finish: (() => void)[] = [];
  const slow = Array.from({ length: 100 }, () => {
    const body = sizedExport("protobuf", { slug, spans: 1, bytes: 4096, note: 10 });
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(body.slice(0, 1000));
        finish.push(() => {
          controller.enqueue(body.slice(1000));
          controller.close();
        });
      },
    });
    return post(key, "protobuf", stream);
  });
  const other = await post(key, "json", sizedExport("json", { slug, spans: 5, bytes: 20_000, note: 10 }));
  expect([other.status, await stored(id)]).toEqual([200, 5]);
  for (const end of finish) end();
  expect(new Set((await Promise.all(slow)).map((answer) => answer.status))).toEqual(new Set([200]));
  expect(await stored(id)).toBe(105);
});
