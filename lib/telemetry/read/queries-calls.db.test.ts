import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { pool } from "#lib/core/db";
import { insertCalls, makeFeature, type TestCall } from "#lib/cost/testing/telemetry-rows";
import { callFilters } from "#lib/telemetry/filters-schema";
import { listUnregisteredServices, readTelemetryState } from "#lib/telemetry/queries";
import { UNREGISTERED } from "#lib/telemetry/schema";
import { callsCsv } from "./calls-csv.ts";
import { listAllCalls, listCalls } from "./queries-calls.ts";

const hex = () => randomUUID().replaceAll("-", "");
const someone: Principal = { kind: "key", id: "k", name: "k", scopes: ["read"], featureId: null };
const filters = (given: Record<string, string> = {}) => callFilters.parse(given);

async function featureWith(calls: TestCall[]) {
  const feature = await makeFeature();
  await insertCalls(feature.id, calls);
  return feature;
}

describe("listCalls", () => {
  it("pages through all calls once, newest first, across months and equal instants", async () => {
    const ats = ["2026-01-31T23:59:59.999999Z", "2026-02-01T00:00:00.000001Z", "2026-02-01T00:00:00.000002Z"];
    const calls = ats.flatMap((at) =>
      [1n, -2n, 3n].map((spanId) => ({ interaction: hex(), at, costNano: 1, spanId })),
    );
    const feature = await featureWith(calls);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCalls(feature, filters(), { cursor, limit: 2 });
      seen.push(...page.items.map((call) => `${call.startedAt} ${call.traceId}`));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(
      calls
        .map((call) => `${call.at} ${call.interaction}`)
        .sort()
        .reverse(),
    );
  });

  it("shows a call's ids as OpenTelemetry writes them, and no price as null", async () => {
    const interaction = hex();
    const at = "2026-02-03T04:05:06.123456Z";
    const feature = await featureWith([
      { interaction, at, costNano: null, spanId: -1n, parentSpanId: 255n, attempt: 3 },
    ]);
    const { items } = await listCalls(feature, filters(), { limit: 10 });
    expect(items).toMatchObject([
      {
        feature: { slug: feature.slug },
        startedAt: at,
        traceId: interaction,
        interactionId: interaction,
        spanId: "ffffffffffffffff",
        parentSpanId: "00000000000000ff",
        attempt: "fallback",
        status: "ok",
        durationMs: 1.5,
        billable: true,
        usd: null,
        tokens: { input: 10, output: 5, cacheRead: null },
      },
    ]);
  });

  it("narrows by each filter", async () => {
    const release = "a".repeat(64);
    const at = "2026-02-03T04:00:00.000000Z";
    const plain = { at, costNano: 5 };
    const feature = await featureWith([
      {
        ...plain,
        interaction: hex(),
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        release: release.slice(0, 12),
      },
      { ...plain, interaction: hex(), operation: "embeddings", attempt: 2 },
      { ...plain, interaction: hex(), environment: "staging", status: 2 },
      { ...plain, interaction: hex(), at: "2026-02-05T00:00:00.000000Z", costNano: null },
      { ...plain, interaction: hex(), operation: "execute_tool", costNano: null },
    ]);
    const count = async (given: Record<string, string>) =>
      (await listCalls(feature, filters(given), { limit: 100 })).items.length;
    expect(await count({})).toBe(5);
    expect(await count({ provider: "anthropic" })).toBe(1);
    expect(await count({ model: "claude-sonnet-4-5" })).toBe(1);
    expect(await count({ model: "claude" })).toBe(0);
    expect(await count({ release })).toBe(1);
    expect(await count({ release: release.slice(0, 20) })).toBe(1);
    expect(await count({ release: "b".repeat(12) })).toBe(0);
    expect(await count({ operation: "embeddings" })).toBe(1);
    expect(await count({ attempt: "retry" })).toBe(1);
    expect(await count({ attempt: "fallback" })).toBe(0);
    expect(await count({ environment: "staging" })).toBe(1);
    expect(await count({ status: "error" })).toBe(1);
    expect(await count({ priced: "no" })).toBe(1);
    expect(await count({ priced: "yes" })).toBe(3);
    expect(await count({ from: "2026-02-04T00:00:00Z" })).toBe(1);
    expect(await count({ to: "2026-02-04T00:00:00Z" })).toBe(4);
    expect(await count({ from: at, to: at })).toBe(0);
  });

  it("refuses a cursor of somebody's own making", async () => {
    const feature = await featureWith([{ interaction: hex(), at: "2026-02-03T04:00:00Z", costNano: 1 }]);
    for (const cursor of ["x", Buffer.from('["2026-02-03T04:00:00Z",1,"\'","x"]').toString("base64url")]) {
      await expect(listCalls(feature, filters(), { cursor, limit: 1 })).rejects.toMatchObject({
        code: "invalid",
      });
    }
  });

  it("writes every page into one file, unpriced as empty", async () => {
    const calls = Array.from({ length: 2100 }, (_, index) => ({
      interaction: hex(),
      at: new Date(Date.parse("2026-02-03T04:00:00Z") + index).toISOString(),
      costNano: index === 0 ? null : 1,
    }));
    const feature = await featureWith(calls);
    const response = await callsCsv("x", undefined, (paging) => listCalls(feature, filters(), paging));
    const lines = (await response.text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2101);
    expect(lines[0]).toMatch(
      /^started_at,feature,environment,interaction,trace_id,span_id,operation,name,service,provider,request_model/,
    );
    expect(lines.at(-1)).toMatch(/,true,,[^0-9]*$/);
    const chosen = await callsCsv("x", ["cost", "started"], (paging) =>
      listCalls(feature, filters(), paging),
    );
    const [head, first] = (await chosen.text()).split("\r\n");
    expect([head, first]).toEqual([
      "billable,usd,started_at",
      "true,0.000000001,2026-02-03T04:00:02.099000Z",
    ]);
  });
});

describe("listAllCalls", () => {
  it("mixes features by time, names the unregistered, and keeps a bound key to its own", async () => {
    const service = `svc-${hex()}`;
    const own = await featureWith([{ interaction: hex(), at: "2027-05-01T10:00:01.000000Z", costNano: 1 }]);
    const other = await featureWith([{ interaction: hex(), at: "2027-05-01T10:00:03.000000Z", costNano: 1 }]);
    const at = "2027-05-01T10:00:02.000000Z";
    await insertCalls(0, [{ interaction: hex(), at, costNano: 1, serviceName: service }]);
    const slugs = async (principal: Principal, given: { feature?: string } = {}) =>
      (
        await listAllCalls(
          principal,
          { ...filters({ from: "2027-05-01T00:00:00Z" }), ...given },
          { limit: 10 },
        )
      ).items.map((call) => call.feature.slug ?? call.feature.name);
    expect(await slugs(someone)).toEqual([other.slug, "Unregistered", own.slug]);
    expect(await slugs(someone, { feature: UNREGISTERED })).toEqual(["Unregistered"]);
    expect(await slugs(someone, { feature: own.slug })).toEqual([own.slug]);
    const bound: Principal = { ...someone, featureId: own.id };
    expect(await slugs(bound)).toEqual([own.slug]);
    await expect(slugs(bound, { feature: other.slug })).rejects.toMatchObject({ code: "not_found" });
    await expect(slugs(bound, { feature: UNREGISTERED })).rejects.toMatchObject({ code: "not_found" });
    await expect(listUnregisteredServices(bound)).rejects.toMatchObject({ code: "forbidden" });
    const { items } = await listUnregisteredServices(someone);
    expect(items.find((item) => item.serviceName === service)).toMatchObject({
      calls: 1,
      environments: ["production"],
      firstHour: "2027-05-01T10:00:00Z",
    });
  });
});

describe("readTelemetryState", () => {
  it("turns with the first span, be it a call or structure", async () => {
    const now = new Date("2026-02-03T12:30:00Z");
    const feature = await makeFeature();
    expect(await readTelemetryState(feature.id, now)).toEqual({
      firstSpanAt: null,
      lastSpanAt: null,
      history: null,
      calls24h: 0,
    });
    await insertCalls(feature.id, [
      { interaction: hex(), at: "2026-02-03T04:00:00Z", costNano: 1 },
      { interaction: hex(), at: "2026-02-01T04:00:00Z", costNano: 1 },
    ]);
    await pool().query(
      `INSERT INTO span (feature_id, started_at, trace_id, span_id, dimension_id, duration_us, status)
       VALUES ($1, '2026-02-03T05:00:00Z', $2, 9, 1, 1, 1)`,
      [feature.id, hex()],
    );
    expect(await readTelemetryState(feature.id, now)).toEqual({
      firstSpanAt: "2026-02-01T04:00:00.000Z",
      lastSpanAt: "2026-02-03T05:00:00.000Z",
      calls24h: 1,
      history: null,
    });
  });
});
