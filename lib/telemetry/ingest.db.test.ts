import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { priceCall } from "#lib/cost/price-call";
import { ingest } from "./ingest.ts";
import type { DecodedSpan } from "./otlp.ts";
import { chatSpan, resourceOf, START_US } from "./testing/spans.ts";

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

async function send(slug: string, spans: DecodedSpan[], principal = key()) {
  return ingest([resourceOf(spans, { "threshold.feature": slug })], principal, priceCall, now);
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
