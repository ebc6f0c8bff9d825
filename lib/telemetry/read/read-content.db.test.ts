import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Principal, Role } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { insertCalls, makeFeature } from "#lib/cost/testing/telemetry-rows";
import type { Feature } from "#prisma/client";
import { readInteraction } from "./queries-interaction.ts";

const now = new Date("2026-02-20T00:00:00Z");
const at = "2026-02-03T04:00:00.000000Z";
const attributes = { "app.plan": "gold" };

function user(role: Role, teamIds: string[] = []): Principal {
  return { kind: "user", id: randomUUID(), name: "u", email: "u@example.com", role, teamIds, sessionId: "s" };
}
const key: Principal = {
  kind: "key",
  id: randomUUID(),
  name: "k",
  scopes: ["ingest", "read", "write"],
  featureId: null,
};

async function withMessages(facts: Partial<Omit<Feature, "redactionPatterns">> = {}) {
  const team = await db().team.create({ data: { slug: `t-${randomUUID()}`, name: "T" } });
  const feature = await makeFeature({ contentPolicy: "full", teamId: team.id, ...facts });
  const interaction = randomUUID().replaceAll("-", "");
  await insertCalls(feature.id, [{ interaction, at, costNano: 1, spanId: 3n }]);
  await pool().query(
    `INSERT INTO call_content (feature_id, started_at, trace_id, span_id, attributes, input, output)
     VALUES ($1, $2, $3, 3, $4, '["question"]', '["answer"]')`,
    [feature.id, at, interaction, attributes],
  );
  const read = async (principal: Principal, content = true) => {
    const answer = await readInteraction(principal, feature, interaction, { content }, now);
    return { messages: answer.messages, content: answer.tree[0]?.content ?? null };
  };
  const looks = () =>
    db().activity.findMany({
      where: { featureId: feature.id, action: "content.viewed" },
      orderBy: { id: "asc" },
    });
  return { feature, team, interaction, read, looks };
}

const shown = { messages: "shown", content: { attributes, input: ["question"], output: ["answer"] } };
const hidden = { messages: "hidden", content: { attributes } };

describe("messages", () => {
  it("of log records stand with those of their span, numbered on, for the same readers", async () => {
    const { feature, interaction, read } = await withMessages();
    await pool().query("DELETE FROM call_content WHERE feature_id = $1", [feature.id]);
    const record = (said: string) =>
      pool().query(
        `INSERT INTO span_message (feature_id, at, id, trace_id, span_id, attributes, input)
         VALUES ($1, $2, $3, $4, 3, '{"gen_ai.system": "openai"}', $5)`,
        [feature.id, at, randomUUID(), interaction, { "gen_ai.user.message.0": { content: said } }],
      );
    await record("Who?");
    expect(await read(user("viewer"))).toEqual({
      messages: "hidden",
      content: { attributes: { "gen_ai.system": "openai" } },
    });
    await record("Who?");
    expect(await read(user("admin"))).toEqual({
      messages: "shown",
      content: {
        attributes: { "gen_ai.system": "openai" },
        input: { "gen_ai.user.message.0": { content: "Who?" }, "gen_ai.user.message.1": { content: "Who?" } },
        output: null,
      },
    });
  });

  it("are for the owning team, auditors and admins; everybody else sees attributes", async () => {
    const { team, read } = await withMessages();
    for (const reader of [
      user("admin"),
      user("auditor"),
      user("viewer", [team.id]),
      user("editor", [team.id]),
    ])
      expect(await read(reader)).toEqual(shown);
    for (const other of [user("editor"), user("viewer"), user("viewer", [randomUUID()]), key])
      expect(await read(other)).toEqual(hidden);
    expect(await read({ kind: "system", name: "job" })).toEqual(hidden);
  });

  it("of a feature without a team are for auditors and admins alone", async () => {
    const { read } = await withMessages({ teamId: null });
    expect(await read(user("auditor"))).toEqual(shown);
    expect(await read(user("editor", [randomUUID()]))).toEqual(hidden);
  });

  it("are looked at with a record of who, which interaction and when; nothing else is a look", async () => {
    const { feature, interaction, team, read, looks } = await withMessages();
    const { changedAt } = await db().feature.findUniqueOrThrow({ where: { id: feature.id } });
    expect(await read(user("admin"), false)).toEqual({ messages: "available", content: { attributes } });
    await read(key);
    await read(user("editor"));
    expect(await looks()).toEqual([]);

    const auditor = user("auditor");
    const member = user("viewer", [team.id]);
    await read(auditor);
    await read(member);
    await read(auditor);
    const found = await looks();
    expect(found.map((row) => row.actorId)).toEqual(
      [auditor, member, auditor].map((principal) => principal.kind === "user" && principal.id),
    );
    expect(found[0]).toMatchObject({ subjectKind: "interaction", subjectId: interaction });
    // Looking is no change: the scorecard must not be judged anew for it.
    expect((await db().feature.findUniqueOrThrow({ where: { id: feature.id } })).changedAt).toEqual(
      changedAt,
    );
  });

  it("are not answered when the look cannot be recorded", async () => {
    const { read, looks } = await withMessages();
    const nameless: Principal = { ...user("admin"), name: "\0" } as Principal;
    await expect(read(nameless)).rejects.toThrow();
    expect(await looks()).toEqual([]);
  });

  it("stay readable when the policy keeps no more of them, until they are deleted or over their days", async () => {
    expect(await (await withMessages({ contentPolicy: "none" })).read(user("admin"))).toEqual(shown);
    // Attributes stay with their call.
    const gone = { messages: "none", content: { attributes, input: null, output: null } };
    for (const facts of [
      { contentRetentionDays: 16 },
      { contentKeptFrom: new Date("2026-02-03T04:00:01Z") },
    ]) {
      const { read, looks } = await withMessages(facts);
      expect(await read(user("admin"))).toEqual(gone);
      expect(await looks()).toEqual([]);
    }
    expect(await (await withMessages({ contentRetentionDays: 17 })).read(user("admin"))).toEqual(shown);
  });
});
