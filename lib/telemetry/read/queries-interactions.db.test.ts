import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { pool } from "#lib/core/db";
import { insertCalls, makeFeature, type TestCall } from "#lib/cost/testing/telemetry-rows";
import { interactionFilters } from "#lib/telemetry/filters-schema";
import { interactionsCsv } from "./interactions-csv.ts";
import { listInteractions } from "./queries-interactions.ts";

const hex = () => randomUUID().replaceAll("-", "");
const now = new Date("2026-02-10T00:00:00Z");

async function featureWith(calls: TestCall[]) {
  const feature = await makeFeature();
  await insertCalls(feature.id, calls);
  return feature;
}
type Made = Awaited<ReturnType<typeof featureWith>>;

const ids = async (feature: Made, given: Record<string, string> = {}, limit = 50) =>
  (await listInteractions(feature, interactionFilters.parse(given), { limit }, now)).items.map(
    ({ id }) => id,
  );

async function everyPage(feature: Made, given: Record<string, string>, limit: number): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listInteractions(feature, interactionFilters.parse(given), { cursor, limit }, now);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

const minutes = (count: number) =>
  new Date(Date.parse("2026-02-03T00:00:00Z") + count * 60_000).toISOString();

describe("listInteractions", () => {
  it("pages through all once, newest first, with filters and without", async () => {
    const made = Array.from({ length: 25 }, (_, index) => ({
      interaction: hex(),
      at: minutes(index * 37),
      costNano: 10_000_000 * (index + 1),
      environment: index % 3 === 0 ? "staging" : "production",
      status: (index % 5 === 0 ? 2 : 1) as 1 | 2,
    }));
    const feature = await featureWith(made);
    const newest = made.map(({ interaction }) => interaction).reverse();
    expect(await everyPage(feature, {}, 4)).toEqual(newest);
    const failed = made.filter(({ status }) => status === 2).map(({ interaction }) => interaction);
    expect(await everyPage(feature, { has: "error" }, 2)).toEqual(failed.reverse());
    const staging = made
      .filter(({ environment }) => environment === "staging")
      .map(({ interaction }) => interaction);
    expect(await everyPage(feature, { environment: "staging", minCents: "0" }, 2)).toEqual(staging.reverse());
    expect(await ids(feature, { from: made[20]?.at ?? "", maxCents: "23" })).toEqual(newest.slice(2, 5));
  });

  it("shows the dearest and the slowest of the period first", async () => {
    const made = Array.from({ length: 40 }, (_, index) => ({
      interaction: hex(),
      at: minutes(index * 91),
      costNano: ((index * 7919) % 40) * 1_000_000 + 1,
    }));
    const unpriced = { interaction: hex(), at: minutes(5), costNano: null };
    const old = { interaction: hex(), at: "2026-01-01T00:00:00Z", costNano: 10 ** 12 };
    const feature = await featureWith([...made, unpriced, old]);
    const dear = made.toSorted((a, b) => b.costNano - a.costNano).map(({ interaction }) => interaction);
    const from = "2026-02-01T00:00:00Z";
    expect(await ids(feature, { order: "dearest", from }, 10)).toEqual(dear.slice(0, 10));
    expect(await ids(feature, { order: "dearest", from, has: "error" }, 10)).toEqual([]);
    expect((await ids(feature, { order: "dearest" }, 3))[0]).toBe(old.interaction);
    expect(await ids(feature, { order: "dearest", from })).not.toContain(unpriced.interaction);
    await pool().query(
      "UPDATE interaction SET ended_at = started_at + interval '9 hours' WHERE feature_id = $1 AND id = $2",
      [feature.id, made[7]?.interaction],
    );
    expect((await ids(feature, { order: "slowest", from }, 5))[0]).toBe(made[7]?.interaction);
    expect(await ids(feature, { minDurationMs: "3600000" })).toEqual([made[7]?.interaction]);
  });

  it("tells what an interaction is made of, and narrows by it", async () => {
    const release = "abcdef012345";
    const [one, two, three] = [hex(), hex(), hex()];
    const feature = await featureWith([
      { interaction: one, at: minutes(1), costNano: 25_000_000, release },
      { interaction: one, at: minutes(2), costNano: 5_000_000, release, attempt: 2 },
      { interaction: two, at: minutes(3), costNano: null, release, attempt: 3, status: 2 },
      { interaction: three, at: minutes(4), costNano: 1 },
    ]);
    const { items } = await listInteractions(feature, {}, { limit: 5 }, now);
    expect(items.at(-1)).toMatchObject({
      feature: { slug: feature.slug },
      id: one,
      unitValue: null,
      startedAt: "2026-02-03T00:01:00.000000Z",
      calls: 2,
      retries: 1,
      fallbacks: 0,
      usd: "0.03",
      cents: 3,
      inputTokens: 20,
      outputTokens: 10,
    });
    expect(await ids(feature, { has: "retry" })).toEqual([one]);
    expect(await ids(feature, { has: "fallback,error" })).toEqual([two]);
    expect(await ids(feature, { has: "retry,error" })).toEqual([]);
    expect(await ids(feature, { has: "unpriced" })).toEqual([two]);
    expect(await ids(feature, { minCents: "3", maxCents: "3" })).toEqual([one]);
    const file = await interactionsCsv("x", ["unit", "cost"], (paging) =>
      listInteractions(feature, {}, paging, now),
    );
    expect((await file.text()).split("\r\n").slice(0, 2)).toEqual([
      "interaction,unit_value,usd,unpriced_calls",
      `${three},,0.000000001,0`,
    ]);
  });

  it("refuses a cursor of somebody's own making", async () => {
    const feature = await featureWith([]);
    await expect(listInteractions(feature, {}, { cursor: "x", limit: 1 }, now)).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
