import { randomBytes } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import { sha256 } from "#lib/core/ids";
import { loadPricing } from "#lib/cost/load-pricing";
import { PrismaClient } from "#prisma/client";
import { MAX_EXPORTS, receiveTraces } from "./receive.ts";
import { encodeProtobuf } from "./testing/encode.ts";
import { chatSpan, resourceOf } from "./testing/spans.ts";

type Connections = { pool: pg.Pool; prisma: PrismaClient };
const holder = globalThis as typeof globalThis & { thresholdConnections?: Connections };

const original: Connections = { pool: pool(), prisma: db() };
afterEach(() => {
  holder.thresholdConnections = original;
});

async function mintKey(): Promise<string> {
  const key = randomBytes(24).toString("hex");
  await db().apiKey.create({ data: { name: "k", prefix: "k", hash: sha256(key), scopes: ["ingest"] } });
  return key;
}

function request(key: string, body: BodyInit): Request {
  const headers = { "content-type": "application/x-protobuf", authorization: `Bearer ${key}` };
  return new Request("http://localhost/", { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

const spans = () => encodeProtobuf([resourceOf([chatSpan({ startUs: Date.now() * 1000 - 60_000_000 })])]);

/** Connections to a port on which nothing listens. */
function nowhere(): Connections {
  const lost = new pg.Pool({ host: "127.0.0.1", port: 1, connectionTimeoutMillis: 2_000 });
  return { pool: lost, prisma: new PrismaClient({ adapter: new PrismaPg(lost) }) };
}

test("503 with Retry-After while the database cannot be reached, whether for the key or for the write", async () => {
  const key = await mintKey();
  const away = nowhere();
  holder.thresholdConnections = away;
  const atKey = await receiveTraces(request(key, spans()), loadPricing);
  holder.thresholdConnections = { pool: away.pool, prisma: original.prisma };
  const atWrite = await receiveTraces(request(key, spans()), loadPricing);
  for (const answer of [atKey, atWrite]) {
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(answer.headers.get("content-type")).toBe("application/x-protobuf");
  }
  await away.prisma.$disconnect();
});

test("503 with Retry-After beyond the exports that may be under way; those finish, and then there is room again", async () => {
  const key = await mintKey();
  const open: (() => void)[] = [];
  const slow = Array.from({ length: MAX_EXPORTS }, () => {
    const body = new ReadableStream({
      start(controller) {
        open.push(() => {
          controller.enqueue(spans());
          controller.close();
        });
      },
    });
    return receiveTraces(request(key, body), loadPricing);
  });
  const refused = await receiveTraces(request(key, spans()), loadPricing);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  for (const release of open) release();
  expect(new Set((await Promise.all(slow)).map((answer) => answer.status))).toEqual(new Set([200]));
  expect((await receiveTraces(request(key, spans()), loadPricing)).status).toBe(200);
});
