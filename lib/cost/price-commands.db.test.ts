import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import type { PricedWork } from "#lib/telemetry/domain";
import { loadPriceBook, loadPricing } from "./load-pricing.ts";
import { createDiscount, createPrice, endDiscount, endPrice } from "./price-commands.ts";
import { listDiscounts, listPrices, readPriceList } from "./price-queries.ts";
import { discountBody, priceBody } from "./price-schema.ts";
import { insertCalls, makeFeature } from "./testing/telemetry-rows.ts";

const admin: Principal = {
  kind: "user",
  id: randomUUID(),
  name: "Ada",
  email: "ada@example.com",
  role: "admin",
  teamIds: [],
  sessionId: randomUUID(),
};

const model = () => `m-${randomUUID()}`;
const price = (over: object = {}) =>
  priceBody.parse({
    kind: "model",
    name: model(),
    perMillionTokens: { input: "0.15", output: "0.6" },
    validFrom: "2026-01-01T00:00:00Z",
    ...over,
  });

function work(requestModel: string, at: string, over: Partial<PricedWork> = {}): PricedWork {
  return {
    featureId: 1,
    operation: "chat",
    tool: null,
    provider: null,
    requestModel,
    responseModel: null,
    serviceTier: null,
    usage: { input: 1_000_000, output: 0, cacheRead: null, cacheWrite: null, reasoning: null },
    startedAt: new Date(at),
    ...over,
  };
}

test("a price holds from its first instant to its end, to the digit, and is answered as it was stated", async () => {
  const answer = await createPrice(
    admin,
    price({
      perMillionTokens: { input: "0.000000000001", output: "1000000" },
      perCall: "0.000000001",
      tiers: [{ aboveInputTokens: 2_000_000, input: "999999.999999999999" }],
      validUntil: "2026-02-01T00:00:00.001Z",
      note: "contract",
    }),
  );
  expect(answer).toMatchObject({
    state: "ended",
    perCall: "0.000000001",
    perMillionTokens: { input: "0.000000000001", output: "1000000", cacheRead: null },
    tiers: [{ aboveInputTokens: 2_000_000, input: "999999.999999999999", output: null }],
    createdBy: "Ada",
  });
  const pricing = await loadPricing();
  const nano = (at: string, input = 1_000_000, output = 0) => {
    const usage = { input, output, cacheRead: null, cacheWrite: null, reasoning: null };
    return pricing(work(answer.name, at, { usage }))?.nano;
  };
  expect(nano("2025-12-31T23:59:59.999Z")).toBeUndefined();
  expect(nano("2026-01-01T00:00:00Z")).toBe(1n);
  expect(nano("2026-02-01T00:00:00.000Z")).toBe(1n);
  expect(nano("2026-02-01T00:00:00.001Z")).toBeUndefined();
  expect(nano("2026-01-02T00:00:00Z", 1_000_000, 1)).toBe(1_000_000_001n);
  // 3,000,000 tokens at 999999.999999999999 a million are 2999999.999999999997 dollars.
  expect(nano("2026-01-02T00:00:00Z", 3_000_000)).toBe(3_000_000_000_000_001n);
});

test("no two prices of one key hold at once; beside each other, and for other calls, they may", async () => {
  const first = price({ validUntil: "2026-03-01T00:00:00Z" });
  const { id } = await createPrice(admin, first);
  const feature = await makeFeature();
  const at = (validFrom: string, validUntil: string | null) =>
    createPrice(admin, {
      ...first,
      validFrom: new Date(validFrom),
      validUntil: validUntil ? new Date(validUntil) : null,
    });
  for (const [from, until] of [
    ["2025-01-01T00:00:00Z", null],
    ["2026-02-28T23:59:59.999Z", null],
    ["2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z"],
  ] as const)
    await expect(at(from, until)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`Price ${id} `),
    });
  await at("2026-03-01T00:00:00Z", null);
  await at("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  await createPrice(admin, { ...first, serviceTier: "batch" });
  await createPrice(admin, { ...first, provider: "vllm" });
  await createPrice(admin, { ...first, feature: feature.slug });
  await expect(createPrice(admin, { ...first, serviceTier: "batch" })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("two who state the same price at once: one is refused", async () => {
  const body = price();
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => createPrice(admin, body)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the database itself refuses overlaps, and changes of what a price said", async () => {
  const { id, name } = await createPrice(admin, price());
  const again = pool().query(
    `INSERT INTO own_price (kind, name, valid_from, created_by) VALUES ('model', $1, '2027-01-01', 'x')`,
    [name],
  );
  await expect(again).rejects.toThrow("own_price_no_overlap");
  for (const [table, change, key] of [
    ["own_price", "name = 'other'", "id"],
    ["own_price", "valid_from = now()", "id"],
    ["own_price_rate", "input_atto = 1", "price_id"],
  ])
    await expect(pool().query(`UPDATE ${table} SET ${change} WHERE ${key} = $1`, [id])).rejects.toThrow(
      "never changed",
    );
});

test("an end can be brought forward, never put off; before its beginning the price never holds", async () => {
  const now = new Date("2026-06-01T00:00:00Z");
  const body = price({ validUntil: "2026-09-01T00:00:00Z" });
  const { id } = await createPrice(admin, body, now);
  const ended = await endPrice(admin, String(id), { at: new Date("2026-07-01T00:00:00Z") }, now);
  expect(ended).toMatchObject({ validUntil: "2026-07-01T00:00:00.000Z", state: "holds", endedBy: "Ada" });
  await expect(
    endPrice(admin, String(id), { at: new Date("2026-08-01T00:00:00Z") }, now),
  ).rejects.toMatchObject({
    code: "conflict",
  });
  await endPrice(admin, String(id), { at: new Date("2025-01-01T00:00:00Z") }, now);
  expect((await loadPricing())(work(body.name, "2026-01-01T00:00:00Z"))).toBeNull();
  await createPrice(admin, body, now);
  for (const wrong of ["0", "999999999", "99999999999999999999", "x", "-1"])
    await expect(endPrice(admin, wrong, {}, now)).rejects.toMatchObject({ code: "not_found" });
});

test("each change is in the log, a feature's own in the feature's", async () => {
  const feature = await makeFeature();
  const made = await createPrice(admin, price({ feature: feature.slug }));
  await endPrice(admin, String(made.id), {});
  const off = await createDiscount(admin, discountBody.parse({ name: model(), percent: "12.5" }));
  await endDiscount(admin, String(off.id), {});
  const prices = await db().activity.findMany({ where: { featureId: feature.id }, orderBy: { id: "asc" } });
  expect(prices.map((row) => row.action)).toEqual(["price.create", "price.end"]);
  expect(prices[0]?.after).toMatchObject({ name: made.name, perMillionTokens: { input: "0.15" } });
  const discounts = await db().activity.findMany({
    where: { subjectKind: "discount", subjectId: String(off.id) },
    orderBy: { id: "asc" },
  });
  expect(discounts.map((row) => row.action)).toEqual(["discount.create", "discount.end"]);
});

test("only admins write; keys that are bound to a feature see no other feature's prices", async () => {
  const [one, two] = [await makeFeature(), await makeFeature()];
  const [a, b, all] = [price({ feature: one.slug }), price({ feature: two.slug }), price()];
  for (const body of [a, b, all]) await createPrice(admin, body);
  for (const role of ["editor", "viewer", "auditor"] as const) {
    const other: Principal = { ...admin, role };
    const acts = [
      () => createPrice(other, price()),
      () => endPrice(other, "1", {}),
      () => createDiscount(other, discountBody.parse({ name: "x", percent: "1" })),
      () => endDiscount(other, "1", {}),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "forbidden" });
  }
  const key: Principal = { kind: "key", id: "k", name: "k", scopes: ["read"], featureId: one.id };
  const seen = (await listPrices(key)).items.map((item) => item.name);
  expect(seen).toEqual(expect.arrayContaining([a.name, all.name]));
  expect(seen).not.toContain(b.name);
});

test("a discount's percentage is exact, its standard tier has one name, and overlaps are refused", async () => {
  const name = model();
  const answer = await createDiscount(
    admin,
    discountBody.parse({
      name,
      percent: "-80.0001",
      serviceTier: "Default",
      validFrom: "2026-01-01T00:00:00Z",
    }),
  );
  expect(answer).toMatchObject({ percent: "-80.0001", serviceTier: null });
  const again = discountBody.parse({
    name: name.toUpperCase(),
    percent: "5",
    validFrom: "2027-01-01T00:00:00Z",
  });
  await expect(createDiscount(admin, again)).rejects.toMatchObject({ code: "conflict" });
  expect((await listDiscounts()).items.map((item) => item.id)).toContain(answer.id);
});

test("what cannot be a price is refused with its field", () => {
  const wrong = (over: object) =>
    priceBody
      .safeParse({ kind: "model", name: "m", perMillionTokens: { input: "1" }, ...over })
      .error?.issues.map((issue) => issue.path.join("."));
  expect(wrong({})).toBeUndefined();
  expect(wrong({ name: "a*b" })).toEqual(["name"]);
  expect(wrong({ perMillionTokens: { input: "0.0000000000001" } })).toEqual(["perMillionTokens.input"]);
  expect(wrong({ perMillionTokens: { input: "-1" } })).toEqual(["perMillionTokens.input"]);
  expect(wrong({ perMillionTokens: { input: "1000000.1" } })).toEqual(["perMillionTokens.input"]);
  expect(wrong({ perMillionTokens: {} })).toEqual(["perMillionTokens"]);
  expect(wrong({ perMillionTokens: { output: "1", cacheRead: "1" } })).toEqual(["perMillionTokens.input"]);
  expect(wrong({ tiers: [{ aboveInputTokens: 1, output: "1" }] })).toEqual(["tiers.0.output"]);
  expect(wrong({ kind: "tool" })).toEqual(["perCall", "perMillionTokens"]);
  expect(wrong({ kind: "tool", perMillionTokens: null, perCall: "1" })).toBeUndefined();
  expect(wrong({ validFrom: "2026-01-02T00:00:00Z", validUntil: "2026-01-02T00:00:00Z" })).toEqual([
    "validUntil",
  ]);
});

test("the digest of the prices changes with every price and every end, and with nothing else", async () => {
  const digest = async () => (await loadPriceBook()).digest;
  const before = await digest();
  const { id } = await createPrice(admin, price({ validFrom: "2026-01-01T00:00:00Z" }));
  const with1 = await digest();
  expect(with1).not.toBe(before);
  expect(await digest()).toBe(with1);
  await endPrice(admin, String(id), { at: new Date("2026-01-01T00:00:00Z") });
  expect(await digest()).not.toBe(with1);
});

test("models without a price in the last 30 days are told, with how many of their calls lack one", async () => {
  const feature = await makeFeature();
  const name = model();
  const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();
  const call = { interaction: randomUUID(), provider: "vllm", model: name };
  await insertCalls(feature.id, [
    { ...call, at: hours(50), costNano: null },
    { ...call, at: hours(2), costNano: null },
    { ...call, at: hours(1), costNano: 5 },
    { ...call, at: hours(24 * 40), costNano: null },
    { ...call, at: hours(1), costNano: null, operation: "execute_tool" },
  ]);
  const list = await readPriceList(admin);
  expect(list.unpriced.find((row) => row.model === name)).toEqual({
    provider: "vllm",
    model: name,
    serviceTier: null,
    calls: 3,
    unpricedCalls: 2,
    withoutCounts: false,
    firstDay: hours(50).slice(0, 10),
  });
  expect(list.models).toBeGreaterThan(1_000);
  expect(Date.parse(list.publishedAt)).toBeLessThan(Date.now());
});
