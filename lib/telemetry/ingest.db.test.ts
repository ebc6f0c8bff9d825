import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { priceCall } from "#lib/cost/price-call";
import { ingest } from "./ingest.ts";
import type { DecodedSpan } from "./otlp/otlp.ts";
import { bareSpan, chatSpan, resourceOf, START_US } from "./testing/spans.ts";

const now = new Date(START_US / 1000 + 3_600_000);

async function feature(over: { unitKind?: "conversation"; contentPolicy?: "full" } = {}) {
  return db().feature.create({
    data: {
      slug: randomUUID(),
      name: "f",
      stakes: "low",
      audience: "internal",
      lifecycle: "production",
      ...over,
    },
  });
}

function key(featureId: number | null = null): Extract<Principal, { kind: "key" }> {
  return { kind: "key", id: randomUUID(), name: "k", scopes: ["ingest"], featureId };
}

const loadPricing = () => Promise.resolve(priceCall);

async function stored(slug: string) {
  const { rows } = await pool().query<{ calls: number; spans: number }>(
    `SELECT (SELECT count(*)::int FROM call WHERE feature_id = f.id) AS calls,
       (SELECT count(*)::int FROM span WHERE feature_id = f.id) AS spans FROM feature f WHERE slug = $1`,
    [slug],
  );
  return rows[0] ?? { calls: 0, spans: 0 };
}

/** Sends spans of one feature and answers what was new, and what was refused. */
async function send(slug: string, spans: DecodedSpan[], principal = key()) {
  const before = await stored(slug);
  const resource = resourceOf(spans, { "threshold.feature": slug });
  const rejected = await ingest([resource], principal, loadPricing, now);
  const after = await stored(slug);
  return { newCalls: after.calls - before.calls, newSpans: after.spans - before.spans, rejected };
}

test("a call is stored with its tokens, cost and interaction, and a second sending changes nothing", async () => {
  const { id, slug } = await feature();
  const span = chatSpan();
  expect(await send(slug, [span])).toMatchObject({ newCalls: 1 });
  const read = async () => ({
    calls: (await pool().query("SELECT * FROM call WHERE feature_id = $1", [id])).rows,
    interactions: (await pool().query("SELECT * FROM interaction WHERE feature_id = $1", [id])).rows,
    rollups: (
      await pool().query("SELECT * FROM interaction_rollup WHERE feature_id = $1 ORDER BY grain", [id])
    ).rows,
  });
  const first = await read();
  // 1,000 input tokens at $2.50 and 100 output tokens at $10 a million.
  expect(first.calls).toMatchObject([
    { cost_nano: "3500000", input_tokens: 1000, output_tokens: 100, attempt: 1, status: 1, billable: true },
  ]);
  expect(first.interactions).toMatchObject([{ calls: 1, cost_nano: "3500000", unpriced_calls: 0 }]);
  expect(first.interactions[0].id.replaceAll("-", "")).toBe(span.traceId);
  expect(first.rollups).toMatchObject([
    { grain: "d", interactions: "1", priced_cost_nano: "3500000", outcome: 0 },
    { grain: "h", interactions: "1", priced_cost_nano: "3500000", outcome: 0 },
  ]);
  expect(await send(slug, [span])).toMatchObject({ newCalls: 0 });
  expect(await read()).toEqual(first);
});

test("names that every reader sees hold no personal data", async () => {
  const { id, slug } = await feature();
  await send(slug, [
    chatSpan({
      name: "answer ada@example.com",
      statusCode: 2,
      attributes: { "error.type": "no ada@example.com" },
    }),
    bareSpan({ "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "of ada@example.com" }),
  ]);
  const { rows } = await pool().query(
    "SELECT name, agent, error_type FROM dimension WHERE feature_id = $1 ORDER BY name",
    [id],
  );
  expect(rows).toEqual([
    { name: "answer [email]", agent: null, error_type: "no [email]" },
    { name: "span", agent: "of [email]", error_type: null },
  ]);
});

async function calls(featureId: number) {
  const found = await pool().query(
    `SELECT c.cost_nano::int AS nano, c.billable, c.attempt, c.has_unit, c.interaction_id, d.environment, d.operation, d.price_ref
     FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
     WHERE c.feature_id = $1 ORDER BY c.started_at, c.span_id`,
    [featureId],
  );
  return found.rows;
}

test("an outer span that repeats its child's usage is structure; the interaction costs once", async () => {
  const { id, slug } = await feature();
  const traceId = "1".repeat(32);
  const outer = chatSpan({
    traceId,
    spanId: "a".repeat(16),
    name: "agent",
    attributes: { "gen_ai.operation.name": "invoke_agent", "threshold.outcome": "answered" },
  });
  const inner = chatSpan({ traceId, parentSpanId: "a".repeat(16) });
  expect(await send(slug, [inner, outer])).toMatchObject({ newCalls: 1, newSpans: 1 });
  const interaction = await pool().query("SELECT * FROM interaction WHERE feature_id = $1", [id]);
  expect(interaction.rows).toMatchObject([{ calls: 1, cost_nano: "3500000", outcome: 1 }]);
});

test("a retry and a fallback are told apart within an export", async () => {
  const { id, slug } = await feature();
  const row = (second: number, over: Parameters<typeof chatSpan>[0]) =>
    chatSpan({ traceId: "2".repeat(32), startUs: START_US + second * 2_000_000, ...over });
  await send(slug, [
    row(0, { statusCode: 2 }),
    row(1, { statusCode: 2 }),
    row(2, { attributes: { "gen_ai.request.model": "gpt-4o-mini" } }),
  ]);
  expect((await calls(id)).map((call) => call.attempt)).toEqual([1, 2, 3]);
  const interaction = await pool().query(
    "SELECT retries, fallbacks, error_calls FROM interaction WHERE feature_id = $1",
    [id],
  );
  expect(interaction.rows).toEqual([{ retries: 1, fallbacks: 1, error_calls: 2 }]);
});

test("the conversation is found on the span or above it; without one the trace stands in and is counted", async () => {
  const { id, slug } = await feature({ unitKind: "conversation" });
  const root = chatSpan({
    traceId: "3".repeat(32),
    spanId: "b".repeat(16),
    attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.conversation.id": "c-9" },
  });
  const below = chatSpan({ traceId: "3".repeat(32), parentSpanId: "b".repeat(16) });
  const same = chatSpan({ startUs: START_US + 1, attributes: { "session.id": "c-9" } });
  const none = chatSpan({ startUs: START_US + 2 });
  await send(slug, [below, root, same, none]);
  const [first, second, third] = await calls(id);
  expect(first.interaction_id).toBe(second.interaction_id);
  expect([first.has_unit, second.has_unit, third.has_unit]).toEqual([true, true, false]);
  const units = await pool().query(
    "SELECT unit_value, calls FROM interaction WHERE feature_id = $1 ORDER BY calls",
    [id],
  );
  expect(units.rows).toEqual([
    { unit_value: null, calls: 1 },
    { unit_value: "c-9", calls: 2 },
  ]);
  const rollup = await pool().query(
    "SELECT sum(without_unit)::int AS n FROM call_rollup WHERE feature_id = $1 AND grain = 'h'",
    [id],
  );
  expect(rollup.rows).toEqual([{ n: 1 }]);
});

test("an outcome above the calls belongs to the conversation that they name, unless they name several", async () => {
  const { id, slug } = await feature({ unitKind: "conversation" });
  const request = (digit: string, ...conversations: string[]) => [
    bareSpan({ "threshold.outcome": "degraded" }, { traceId: digit.repeat(32), spanId: "c".repeat(16) }),
    ...conversations.map((name) =>
      chatSpan({
        traceId: digit.repeat(32),
        parentSpanId: "c".repeat(16),
        attributes: { "gen_ai.conversation.id": name },
      }),
    ),
  ];
  await send(slug, [...request("4", "c-1", "c-1"), ...request("5", "c-2", "c-3")]);
  const found = await pool().query(
    "SELECT unit_value, calls, outcome FROM interaction WHERE feature_id = $1 ORDER BY unit_value",
    [id],
  );
  expect(found.rows).toEqual([
    { unit_value: "c-1", calls: 2, outcome: 2 },
    { unit_value: "c-2", calls: 1, outcome: null },
    { unit_value: "c-3", calls: 1, outcome: null },
    { unit_value: null, calls: 0, outcome: 2 },
  ]);
});

test("messages are stored only where the feature's policy keeps them", async () => {
  for (const [policy, kept] of [
    [undefined, false],
    ["full", true],
  ] as const) {
    const { id, slug } = await feature({ contentPolicy: policy });
    await send(slug, [
      chatSpan({ attributes: { "gen_ai.input.messages": "A secret", "customer.tier": "gold" } }),
    ]);
    const content = await pool().query("SELECT attributes, input FROM call_content WHERE feature_id = $1", [
      id,
    ]);
    expect(content.rows).toEqual([
      {
        attributes: { "customer.tier": "gold" },
        input: kept ? { "gen_ai.input.messages": "A secret" } : null,
      },
    ]);
  }
});

test("telemetry of no registered feature is kept under 0, with the name that it gave", async () => {
  const slug = randomUUID();
  const span = chatSpan({ attributes: { "threshold.feature": slug } });
  expect(await ingest([resourceOf([span])], key(), loadPricing, now)).toEqual(new Map());
  const found = await pool().query(
    "SELECT feature_id FROM call_content WHERE attributes->>'threshold.feature' = $1",
    [slug],
  );
  expect(found.rows).toEqual([{ feature_id: 0 }]);
});

test("an export across months makes the partitions it needs, for two servers at once too", async () => {
  const { id, slug } = await feature();
  const at = (ago: number) =>
    chatSpan({ startUs: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 1) * 1000 - 1 });
  const spans = [1, 2, 3, 4, 5, 6].map(at);
  await Promise.all([send(slug, spans), send(slug, spans.toReversed()), send(slug, spans)]);
  expect(await calls(id)).toHaveLength(6);
});

test("a span that is in one export twice is one call, and no retry of itself", async () => {
  const { id, slug } = await feature();
  const failed = chatSpan({ statusCode: 2, endUs: START_US });
  expect(await send(slug, [failed, failed])).toMatchObject({ newCalls: 1 });
  expect((await calls(id)).map((call) => call.attempt)).toEqual([1]);
});

test("two features in one trace: each pays for its own calls, and none retries for the other", async () => {
  const [one, other] = [await feature(), await feature()];
  const traceId = "6".repeat(32);
  const failed = chatSpan({ traceId, statusCode: 2, attributes: { "threshold.feature": one.slug } });
  const worked = chatSpan({
    traceId,
    startUs: START_US + 2_000_000,
    attributes: { "threshold.feature": other.slug, "gen_ai.request.model": "gpt-4o-mini" },
  });
  await ingest([resourceOf([failed, worked])], key(), loadPricing, now);
  expect(await calls(one.id)).toMatchObject([{ attempt: 1, nano: 3_500_000 }]);
  expect(await calls(other.id)).toMatchObject([{ attempt: 1, nano: 210_000 }]);
});
