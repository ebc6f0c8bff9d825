import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Principal, Role } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { priceCall } from "#lib/cost/price-call";
import { makeFeature } from "#lib/cost/testing/telemetry-rows";
import { deleteContent } from "./delete-content.ts";
import { ingest } from "./ingest.ts";
import { evaluationsOfTraces } from "./read/queries-evaluations.ts";
import { retainContent } from "./retain-content.ts";
import { chatSpan, resourceOf } from "./testing/spans.ts";

const DAY_MS = 86_400_000;
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);

function user(role: Role, teamIds: string[] = []): Principal {
  return { kind: "user", id: randomUUID(), name: "u", email: "u@example.com", role, teamIds, sessionId: "s" };
}
const key: Extract<Principal, { kind: "key" }> = {
  kind: "key",
  id: randomUUID(),
  name: "k",
  scopes: ["ingest"],
  featureId: null,
};

function spanOf(days: number, text: string) {
  const startUs = daysAgo(days).getTime() * 1000;
  return chatSpan({
    startUs,
    endUs: startUs + 1_000_000,
    attributes: { "gen_ai.input.messages": text, "customer.tier": "gold" },
    events: [
      {
        name: "gen_ai.evaluation.result",
        timeUs: startUs,
        attributes: new Map<string, string | number>([
          ["gen_ai.evaluation.name", "tone"],
          ["gen_ai.evaluation.score.value", 1],
          ["gen_ai.evaluation.explanation", text],
        ]),
      },
    ],
  });
}

async function send(slug: string, spans: ReturnType<typeof chatSpan>[]): Promise<void> {
  const resource = resourceOf(spans, { "threshold.feature": slug });
  await ingest([resource], key, () => Promise.resolve(priceCall), now);
}

async function kept(featureId: number) {
  const rows = async (sql: string) => (await pool().query(sql, [featureId])).rows.map((row) => row.text);
  return {
    messages: await rows(
      "SELECT input->>'gen_ai.input.messages' AS text FROM call_content WHERE feature_id = $1 ORDER BY started_at",
    ),
    tiers: await rows("SELECT attributes->>'customer.tier' AS text FROM call_content WHERE feature_id = $1"),
    explanations: await rows(
      "SELECT explanation AS text FROM evaluation_result WHERE feature_id = $1 ORDER BY at",
    ),
    calls: (await rows("SELECT 1 AS text FROM call WHERE feature_id = $1")).length,
  };
}

test("messages and explanations go with their days; calls, attributes and scores stay", async () => {
  const { id, slug } = await makeFeature({ contentPolicy: "redacted", contentRetentionDays: 30 });
  const old = spanOf(20, "old, from me@x.com");
  await send(slug, [old, spanOf(5, "new")]);
  const whole = { tiers: ["gold", "gold"], calls: 2 };
  expect(await kept(id)).toEqual({
    ...whole,
    messages: ["old, from [email]", "new"],
    explanations: ["old, from [email]", "new"],
  });
  await db().feature.update({ where: { id }, data: { contentRetentionDays: 10 } });
  await Promise.all([retainContent(now), retainContent(now)]);
  const left = { ...whole, messages: [null, "new"], explanations: [null, "new"] };
  expect(await kept(id)).toEqual(left);
  // A sender that sends again, and one that comes late, bring no message back.
  await send(slug, [old, spanOf(15, "late")]);
  expect(await kept(id)).toEqual({
    messages: [null, null, "new"],
    explanations: [null, null, "new"],
    tiers: ["gold", "gold", "gold"],
    calls: 3,
  });
});

test("a person deletes messages from before an instant; it is recorded, and they do not come again", async () => {
  const team = await db().team.create({ data: { slug: `t-${randomUUID()}`, name: "T" } });
  const feature = await makeFeature({ contentPolicy: "full", contentRetentionDays: 730, teamId: team.id });
  const old = spanOf(40, "old");
  await send(feature.slug, [old, spanOf(1, "new")]);
  for (const other of [user("viewer"), user("auditor"), key])
    await expect(deleteContent(other, feature, daysAgo(3), now)).rejects.toMatchObject({ code: "forbidden" });
  const member = user("viewer", [team.id]);
  await expect(deleteContent(member, feature, daysAgo(-1), now)).rejects.toMatchObject({ code: "invalid" });

  expect(await deleteContent(member, feature, daysAgo(3), now)).toEqual({
    keptFrom: daysAgo(3).toISOString(),
    removed: 2,
    done: true,
  });
  await send(feature.slug, [old]);
  expect((await kept(feature.id)).messages).toEqual([null, "new"]);
  expect(await deleteContent(member, feature, daysAgo(9), now)).toMatchObject({
    keptFrom: daysAgo(3).toISOString(),
    removed: 0,
  });
  const rows = await db().activity.findMany({ where: { featureId: feature.id, action: "content.delete" } });
  expect(rows.map((row) => row.after)).toEqual([{ keptFrom: daysAgo(3).toISOString() }]);
});

test("a result of an evaluator is stored once, and its words are gone with their days before they are removed", async () => {
  const { id, slug } = await makeFeature({ contentPolicy: "full" });
  const span = spanOf(20, "because of me");
  await send(slug, [span]);
  const { rows } = await pool().query(
    "SELECT attributes, input, output FROM call_content WHERE feature_id = $1",
    [id],
  );
  expect(rows).toEqual([
    {
      attributes: { "customer.tier": "gold" },
      input: { "gen_ai.input.messages": "because of me" },
      output: null,
    },
  ]);
  const read = async (days: number) => {
    const words = { shown: true, keptFrom: daysAgo(days) };
    const [found] = await evaluationsOfTraces(id, [span.traceId], [], words);
    return [found?.name, found?.score, found?.hasExplanation, found?.explanation];
  };
  expect(await read(21)).toEqual(["tone", 1, true, "because of me"]);
  expect(await read(19)).toEqual(["tone", 1, false, null]);
});

test("what every reader sees of an evaluator's result is redacted under every policy", async () => {
  const { id, slug } = await makeFeature({ contentPolicy: "full" });
  const span = spanOf(1, "x");
  span.events[0]?.attributes.set("gen_ai.evaluation.score.label", "as me@x.com said");
  span.events[0]?.attributes.set("my.explanation", "what me@x.com wrote");
  await send(slug, [span]);
  const [found] = await evaluationsOfTraces(id, [span.traceId], []);
  expect(found?.label).toBe("as [email] said");
  expect(found?.attributes).not.toHaveProperty(["my.explanation"]);
});

test("what a policy or a pattern did not catch before is not changed by it afterwards", async () => {
  const { id, slug } = await makeFeature({ contentPolicy: "full" });
  await send(slug, [spanOf(3, "I am KD-123456, me@x.com")]);
  await db().feature.update({
    where: { id },
    data: {
      contentPolicy: "redacted",
      redactionPatterns: [{ name: "Customer", expression: "KD-\\d{6}", replacement: "[customer]" }],
    },
  });
  await send(slug, [spanOf(2, "I am KD-123456, me@x.com")]);
  expect((await kept(id)).messages).toEqual(["I am KD-123456, me@x.com", "I am [customer], [email]"]);
});

test("the organisation's patterns are for every feature, and for what is unregistered", async () => {
  await db().installation.create({
    data: {
      id: 1,
      name: "T",
      redactionPatterns: [{ name: "S", expression: "ST-\\d+", replacement: "[staff]" }],
    },
  });
  const { id, slug } = await makeFeature({ contentPolicy: "redacted" });
  await send(slug, [spanOf(1, "ask ST-12")]);
  expect((await kept(id)).messages).toEqual(["ask [staff]"]);
  const named = `no-such-${randomUUID()}`;
  const span = chatSpan({ attributes: { "app.name": named, "app.agent": "ST-12 or me@x.com" } });
  await send(named, [span]);
  const { rows } = await pool().query(
    "SELECT attributes->>'app.agent' AS agent FROM call_content WHERE feature_id = 0 AND attributes->>'app.name' = $1",
    [named],
  );
  expect(rows).toEqual([{ agent: "[staff] or [email]" }]);
});
