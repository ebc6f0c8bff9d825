import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { insertCalls, makeFeature } from "#lib/cost/testing/telemetry-rows";
import { interactionOf } from "#lib/telemetry/interaction";
import { readInteraction } from "./queries-interaction.ts";

const hex = () => randomUUID().replaceAll("-", "");
const at = "2026-02-03T04:00:00.000000Z";

const key: Principal = { kind: "key", id: "k", name: "k", scopes: ["read"], featureId: null };

/** A root agent (structure) with a failed call, its retry and, under the retry, a tool. */
async function withInteraction(contentPolicy: "none" | "full") {
  const team = await db().team.create({ data: { slug: `t-${hex()}`, name: "T" } });
  const feature = await makeFeature({ contentPolicy, teamId: team.id });
  const interaction = hex();
  const call = { interaction, costNano: 100 };
  await insertCalls(feature.id, [
    { ...call, at: "2026-02-03T04:00:02.000000Z", spanId: 3n, parentSpanId: 1n, attempt: 2 },
    { ...call, at: "2026-02-03T04:00:01.000000Z", spanId: 2n, parentSpanId: 1n, status: 2 },
    {
      interaction,
      at: "2026-02-03T04:00:03.000000Z",
      costNano: null,
      spanId: 4n,
      parentSpanId: 3n,
      operation: "execute_tool",
    },
    { ...call, at: "2026-02-03T04:00:04.000000Z", spanId: 5n, parentSpanId: 77n },
  ]);
  await pool().query(
    `WITH d AS (SELECT id FROM dimension WHERE feature_id = $1 LIMIT 1)
     INSERT INTO span (feature_id, started_at, trace_id, span_id, dimension_id, duration_us, status)
     SELECT $1, $3, $2, 1, d.id, 5000000, 1 FROM d`,
    [feature.id, interaction, at],
  );
  await pool().query(
    `INSERT INTO call_content (feature_id, started_at, trace_id, span_id, attributes, input, output)
     VALUES ($1, '2026-02-03T04:00:02Z', $2, 3, '{"app.plan":"gold"}', '["question"]', '["answer"]')`,
    [feature.id, interaction],
  );
  return { feature, interaction, teamId: team.id };
}

describe("readInteraction", () => {
  it("is a tree of calls and structure, with what it sums to", async () => {
    const { feature, interaction } = await withInteraction("none");
    const answer = await readInteraction(key, feature, interaction, { content: true });
    expect(answer).toMatchObject({
      id: interaction,
      environment: "production",
      calls: 4,
      billableCalls: 3,
      unpricedCalls: 0,
      errorCalls: 1,
      retries: 1,
      fallbacks: 0,
      usd: "0.0000003",
      outcome: null,
      messages: "none",
      truncated: false,
    });
    const shape = (nodes: typeof answer.tree): unknown[] =>
      nodes.map((node) => [node.kind, Number.parseInt(node.spanId, 16), ...shape(node.children)]);
    expect(shape(answer.tree)).toEqual([
      ["span", 1, ["call", 2], ["call", 3, ["call", 4]]],
      ["call", 5],
    ]);
  });

  it("is found by the unit's value, and only under its own feature and environment", async () => {
    const [feature, other] = await Promise.all([makeFeature(), makeFeature()]);
    const unit = { name: "conversation", value: "conversation 7" };
    const { id } = interactionOf(unit, hex(), { kind: "conversation" });
    await insertCalls(feature.id, [
      { interaction: id, at, costNano: 1, environment: "staging", traceId: hex() },
    ]);
    expect((await readInteraction(key, feature, "conversation 7", { content: true })).id).toBe(id);
    expect((await readInteraction(key, feature, id, { environment: "staging", content: true })).calls).toBe(
      1,
    );
    await expect(
      readInteraction(key, feature, id, { environment: "production", content: true }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(readInteraction(key, other, id, { content: true })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
