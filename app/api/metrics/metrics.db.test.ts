import { randomBytes } from "node:crypto";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { GET } from "#app/api/metrics/route";
import { POST } from "#app/api/otlp/v1/traces/route";
import { db } from "#lib/core/db";
import { sha256 } from "#lib/core/ids";
import { encodeProtobuf } from "#lib/telemetry/testing/encode";
import { chatSpan, resourceOf } from "#lib/telemetry/testing/spans";

async function mintKey(scopes: string[], featureId: number | null = null): Promise<string> {
  const key = randomBytes(24).toString("hex");
  await db().apiKey.create({ data: { name: "k", prefix: "k", hash: sha256(key), scopes, featureId } });
  return key;
}

const asked = (key: string | null) =>
  GET(
    new NextRequest(
      "http://localhost/api/metrics",
      key ? { headers: { authorization: `Bearer ${key}` } } : {},
    ),
  );

async function send(key: string, spans: Parameters<typeof resourceOf>[0]): Promise<number> {
  const headers = { "content-type": "application/x-protobuf", authorization: `Bearer ${key}` };
  const body = encodeProtobuf([resourceOf(spans)]);
  return (await POST(new Request("http://localhost/", { method: "POST", headers, body }))).status;
}

/** The value of a series, by the beginning of its line. */
const value = (text: string, series: string): number =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${series} `))
      ?.split(" ")
      .at(-1) ?? 0,
  );

test("metrics are for a key that may read everything", async () => {
  const feature = await db().feature.create({
    data: { slug: "m", name: "m", stakes: "low", audience: "internal", lifecycle: "production" },
  });
  expect((await asked(null)).status).toBe(401);
  expect((await asked("x".repeat(40))).status).toBe(401);
  expect((await asked(await mintKey(["ingest", "write"]))).status).toBe(403);
  expect((await asked(await mintKey(["read"], feature.id))).status).toBe(403);
  const answer = await asked(await mintKey(["read"]));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
  ]);
});

test("they count exports, what was stored, what was there already and what was refused", async () => {
  const [reader, sender] = [await mintKey(["read"]), await mintKey(["ingest"])];
  const read = async () => (await asked(reader)).text();
  const before = await read();
  const startUs = Date.now() * 1000 - 60_000_000;
  const good = chatSpan({ startUs });
  const bad = chatSpan({ startUs, endUs: startUs - 1 });
  expect(await send(sender, [good, bad])).toBe(200);
  expect(await send(sender, [good])).toBe(200);
  expect(await send("wrong", [good])).toBe(401);
  const after = await read();
  const grown = (series: string) => value(after, series) - value(before, series);
  expect(grown('threshold_otlp_exports_total{signal="traces",status="200"}')).toBe(2);
  expect(grown('threshold_otlp_exports_total{signal="traces",status="401"}')).toBe(1);
  expect(grown('threshold_otlp_rejected_total{signal="traces",reason="end time before start time"}')).toBe(1);
  expect(grown('threshold_telemetry_rows_total{kind="call"}')).toBe(1);
  expect(grown('threshold_telemetry_rows_total{kind="duplicate"}')).toBe(1);
  expect(grown("threshold_telemetry_commit_seconds_count")).toBe(2);
  expect(value(after, "threshold_telemetry_queue_rows")).toBe(0);
  expect(after).not.toContain(sender);
});
