import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { priceCall } from "#lib/cost/price-call";
import { makeFeature } from "#lib/cost/testing/telemetry-rows";
import { ingest } from "./ingest.ts";
import type { DecodedSpan } from "./otlp/otlp.ts";
import { readTelemetryState } from "./queries.ts";
import { retainTelemetry } from "./retain-telemetry.ts";
import { chatSpan, resourceOf } from "./testing/spans.ts";

const now = new Date("2026-02-15T12:00:00Z");
/** 400 days before are 11 Jan 2025: December is over its days, January is not over as a whole. */
const inDecember = "2024-12-10T08:00:00Z";
const inJanuary = "2025-01-05T08:00:00Z";
const inFebruary = "2026-02-10T08:00:00Z";
const rollups = [
  "call_rollup",
  "call_duration_bucket",
  "call_first_token_bucket",
  "interaction_rollup",
  "interaction_cost_bucket",
];
const key: Extract<Principal, { kind: "key" }> = {
  kind: "key",
  id: randomUUID(),
  name: "k",
  scopes: ["ingest"],
  featureId: null,
};

beforeAll(async () => {
  await db().installation.create({ data: { id: 1, name: "T" } });
});

function span(at: string): DecodedSpan {
  const startUs = Date.parse(at) * 1000;
  return chatSpan({ startUs, endUs: startUs + 2_000_000 });
}

async function send(slug: string, spans: DecodedSpan[], at = now): Promise<Map<string, number>> {
  return ingest(
    [resourceOf(spans, { "threshold.feature": slug })],
    key,
    () => Promise.resolve(priceCall),
    at,
  );
}

async function read(featureId: number) {
  const tables = await Promise.all(
    rollups.map((table) =>
      pool().query(`SELECT to_jsonb(r) AS row FROM ${table} r WHERE feature_id = $1 ORDER BY 1::text`, [
        featureId,
      ]),
    ),
  );
  return { rollups: tables.map(({ rows }) => rows), state: await readTelemetryState(featureId, now) };
}

async function stored(featureId: number) {
  const { rows } = await pool().query(
    `SELECT (SELECT count(*)::int FROM call WHERE feature_id = $1) AS calls,
       (SELECT count(*)::int FROM call_content WHERE feature_id = $1) AS contents,
       (SELECT count(*)::int FROM interaction WHERE feature_id = $1) AS interactions`,
    [featureId],
  );
  return rows[0];
}

async function partitions(): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^call_\\d{4}' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

async function withHistory() {
  const feature = await makeFeature();
  const spans = [inDecember, inJanuary, inFebruary].map(span);
  expect(await send(feature.slug, spans.slice(0, 2), new Date("2025-01-20T00:00:00Z"))).toEqual(new Map());
  expect(await send(feature.slug, spans.slice(2))).toEqual(new Map());
  return { feature, spans };
}

test("old months go, what they were counted to stays, and what is sent again is refused with its reason", async () => {
  const { feature, spans } = await withHistory();
  const before = await read(feature.id);
  expect(await stored(feature.id)).toMatchObject({ calls: 3, interactions: 3 });
  await Promise.all([retainTelemetry(now), retainTelemetry(now)]);
  await retainTelemetry(now);

  expect(await stored(feature.id)).toMatchObject({ calls: 2, interactions: 2 });
  expect(await read(feature.id)).toEqual(before);
  const names = await partitions();
  expect(names.filter((name) => name < "call_2025_01")).toEqual([]);
  for (const month of ["2026_02", "2026_03", "2026_04"]) expect(names).toContain(`call_${month}`);

  const refused = new Map([["older than the retention of 400 days", 2]]);
  expect(await send(feature.slug, spans)).toEqual(refused);
  // A longer retention brings nothing back: what was dropped would be counted twice.
  await db().installation.update({ where: { id: 1 }, data: { telemetryRetentionDays: 3650 } });
  expect(await send(feature.slug, spans)).toEqual(new Map([["older than the retention of 3650 days", 1]]));
  expect(await read(feature.id)).toEqual(before);
  expect(await stored(feature.id)).toMatchObject({ calls: 2 });
  await db().installation.update({ where: { id: 1 }, data: { telemetryRetentionDays: 400 } });
});

test("a dropped month is never made again, also for a writer that had not heard of the line", async () => {
  await retainTelemetry(now);
  await expect(pool().query("SELECT ensure_telemetry_month('2024-12-01')")).rejects.toMatchObject({
    code: "53400",
  });
  await pool().query("SELECT ensure_telemetry_month('2025-01-01')");
});

test("the line never moves back", async () => {
  await retainTelemetry(now);
  await retainTelemetry(new Date("2025-06-01T00:00:00Z"));
  const { telemetryKeptFrom } = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
  expect(telemetryKeptFrom).toEqual(new Date("2025-01-01T00:00:00Z"));
});

test("a conversation that began before the line and went on after it stays", async () => {
  const feature = await makeFeature({ unitKind: "conversation" });
  const said = (at: string) => {
    const one = span(at);
    one.attributes.set("gen_ai.conversation.id", "c-1");
    return one;
  };
  await pool().query("UPDATE installation SET telemetry_kept_from = NULL");
  await send(
    feature.slug,
    [said(inDecember), said("2025-01-15T00:00:00Z")],
    new Date("2025-01-20T00:00:00Z"),
  );
  const before = await read(feature.id);
  await retainTelemetry(now);
  expect(await stored(feature.id)).toMatchObject({ calls: 1, interactions: 1 });
  expect((await read(feature.id)).rollups).toEqual(before.rollups);
});

test("writers go on while a month waits to be dropped, and a dropping that was cut off is finished", async () => {
  await pool().query("UPDATE installation SET telemetry_kept_from = NULL");
  const { feature } = await withHistory();
  const reader = await pool().connect();
  await reader.query("BEGIN");
  await reader.query("SELECT count(*) FROM call");

  // As if the server had ended while it waited for the reader: the partition is left half detached.
  const cutOff = await pool().connect();
  await cutOff.query("SET lock_timeout = '50ms'");
  await expect(
    cutOff.query("ALTER TABLE call DETACH PARTITION call_2024_12 CONCURRENTLY"),
  ).rejects.toMatchObject({ code: "55P03" });
  await cutOff.query("RESET lock_timeout");
  cutOff.release();

  const retained = retainTelemetry(now);
  expect(await send(feature.slug, [span(inFebruary)])).toEqual(new Map());
  expect(await send(feature.slug, [span("2025-03-01T00:00:00Z")])).toEqual(new Map());
  await reader.query("COMMIT");
  reader.release();
  await retained;
  expect((await partitions()).filter((name) => name < "call_2025_01")).toEqual([]);
  expect(await stored(feature.id)).toMatchObject({ calls: 4 });
});

test("results and messages of a feature that sends no spans go with the months of telemetry too", async () => {
  const { id } = await makeFeature({ contentPolicy: "full", contentRetentionDays: 730 });
  for (const at of [inDecember, inFebruary]) {
    await pool().query(
      `INSERT INTO evaluation_result (feature_id, at, id, environment, name, score, source, attributes)
       VALUES ($1, $2, $3, 'production', 'tone', 1, 2, '{}')`,
      [id, at, randomUUID()],
    );
    await pool().query(
      `INSERT INTO span_message (feature_id, at, id, trace_id, span_id, attributes, input)
       VALUES ($1, $2, $3, $3, 1, '{}', '{"body": "hello"}')`,
      [id, at, randomUUID()],
    );
  }
  await retainTelemetry(now);
  for (const table of ["evaluation_result", "span_message"]) {
    const { rows } = await pool().query(`SELECT at FROM ${table} WHERE feature_id = $1`, [id]);
    expect(rows.map((row) => row.at.toISOString())).toEqual(["2026-02-10T08:00:00.000Z"]);
  }
});

test("before the installation is set up nothing is dropped", async () => {
  await pool().query("DELETE FROM installation");
  const { feature } = await withHistory();
  await retainTelemetry(now);
  expect(await stored(feature.id)).toMatchObject({ calls: 3 });
});
