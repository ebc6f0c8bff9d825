import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Principal, Scope } from "#lib/auth/domain";
import { activityOf, mintPerson, refusal } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { insertCalls, makeFeature } from "#lib/cost/testing/telemetry-rows";
import { type FeedbackInput, feedbackBody } from "./feedback-schema.ts";
import { interactionId } from "./interaction.ts";
import { listFeedback, readInteractionFeedback } from "./read/queries-feedback.ts";
import { readInteraction } from "./read/queries-interaction.ts";
import { recordFeedback } from "./record-feedback.ts";
import { removeOldContent } from "./retain-content.ts";
import { subjectOf } from "./subject-domain.ts";

const hex = () => randomUUID().replaceAll("-", "");
const key = (scopes: Scope[] = ["ingest"], featureId: number | null = null): Principal => ({
  kind: "key",
  id: randomUUID(),
  name: "service",
  scopes,
  featureId,
});
const up = { kind: "thumbs", value: "up" } as const;
const down = { kind: "thumbs", value: "down" } as const;
const body = (given: FeedbackInput) => feedbackBody.parse(given);

describe("giving feedback", () => {
  it("counts once under one id, and a later one corrects it", async () => {
    const feature = await makeFeature();
    const id = randomUUID();
    const sender = key();
    const send = (given: Partial<FeedbackInput>) =>
      recordFeedback(sender, feature, body({ id, interaction: "c-7", rating: up, ...given }));
    expect(await send({})).toMatchObject({ id, revision: 1, score: 1, created: true, warnings: [] });
    expect(await send({})).toMatchObject({ revision: 1, created: false });
    expect(await send({ rating: down })).toMatchObject({ revision: 2, score: -1 });
    const { items } = await listFeedback(sender, feature, {}, { limit: 10 });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ rating: down, revision: 2, source: "end_user", createdBy: "service" });
  });

  it("keeps the moment it was given when a correction names none", async () => {
    const feature = await makeFeature();
    const id = randomUUID();
    const given = { id, interaction: "c-7", at: "2026-03-14T09:20:00+01:00" };
    await recordFeedback(key(), feature, body({ ...given, rating: up }));
    await recordFeedback(key(), feature, body({ id, interaction: "c-7", rating: down }));
    const { items } = await listFeedback(key(), feature, {}, { limit: 10 });
    expect(items[0]?.at).toBe("2026-03-14T08:20:00.000000Z");
  });

  it("comes out as one row when two senders are first at once", async () => {
    const feature = await makeFeature();
    const id = randomUUID();
    const both = [up, down].map((rating) =>
      recordFeedback(key(), feature, body({ id, interaction: "c-7", rating })),
    );
    await Promise.all(both);
    const { items } = await listFeedback(key(), feature, {}, { limit: 10 });
    expect(items).toHaveLength(1);
  });

  it("is for keys that send or write, and for who may change the feature", async () => {
    const feature = await makeFeature();
    const give = (principal: Principal, more: Partial<FeedbackInput> = {}) =>
      recordFeedback(principal, feature, body({ interaction: "c-7", rating: up, ...more }));
    await expect(give(key(["read"]))).rejects.toMatchObject(refusal("forbidden"));
    await expect(give(key(["ingest"], feature.id + 1))).rejects.toMatchObject(refusal("forbidden"));
    await expect(give(key(["ingest"]), { source: "reviewer" })).rejects.toMatchObject(refusal("forbidden"));
    await expect(give(await mintPerson("viewer"))).rejects.toMatchObject(refusal("forbidden"));
    await expect(give(await mintPerson("auditor"))).rejects.toMatchObject(refusal("forbidden"));
    await expect(give(await mintPerson("editor"), { source: "end_user" })).rejects.toMatchObject(
      refusal("invalid"),
    );
    await expect(give(key(), { at: "2999-01-01T00:00:00Z" })).rejects.toMatchObject(refusal("invalid"));
  });

  it("of a reviewer leaves an activity row without the words, and nobody else corrects it", async () => {
    const feature = await makeFeature({ contentPolicy: "full" });
    const id = randomUUID();
    const given = body({ id, interaction: "c-7", rating: up, comment: "Ada Lovelace was right" });
    await recordFeedback(await mintPerson("editor"), feature, given);
    await expect(recordFeedback(await mintPerson("editor"), feature, given)).rejects.toMatchObject(
      refusal("conflict"),
    );
    await expect(recordFeedback(key(), feature, given)).rejects.toMatchObject(refusal("conflict"));
    const rows = await activityOf(id);
    expect(rows).toMatchObject([
      { action: "feedback.create", after: { rating: "thumbs up", comment: "given" } },
    ]);
    expect(JSON.stringify(rows[0]?.after)).not.toContain("Lovelace");
  });

  it("of an end user leaves none: it comes in numbers, as telemetry does", async () => {
    const feature = await makeFeature();
    const { id } = await recordFeedback(key(), feature, body({ interaction: "c-7", rating: up }));
    expect(await activityOf(id)).toEqual([]);
  });

  it("keeps a unit's value that holds personal data as the interaction's id alone", async () => {
    const feature = await makeFeature({ unitKind: "conversation" });
    const id = randomUUID();
    const given = (interaction: string) => body({ id, interaction, rating: up });
    const reviewer = await mintPerson("editor");
    const kept = await recordFeedback(reviewer, feature, given("ada@example.com"));
    expect(kept.warnings.join()).toContain("interaction");
    expect(await recordFeedback(reviewer, feature, given("ada@example.com"))).toMatchObject({ revision: 1 });
    const { items } = await listFeedback(key(["read"]), feature, {}, { limit: 10 });
    const made = interactionId("conversation", "ada@example.com");
    expect(items.map((item) => item.interaction)).toEqual([made]);
    expect((await activityOf(id)).map((row) => row.subjectName)).toEqual(["[email]"]);
    const subject = (interaction: string) => ({
      id: interaction,
      environment: "production",
      unitValue: "[email]",
      traceIds: [],
      responseIds: [],
    });
    const read = async (interaction: string) =>
      (await readInteractionFeedback(reviewer, feature, subject(interaction), false)).feedback.length;
    expect(await read(made)).toBe(1);
    expect(await read(interactionId("conversation", "bob@example.com"))).toBe(0);
    expect(await recordFeedback(reviewer, feature, given("bob@example.com"))).toMatchObject({ revision: 2 });
    expect(await read(made)).toBe(0);
  });

  it("drops a comment where no messages are kept, and says so", async () => {
    const feature = await makeFeature({ contentPolicy: "none" });
    const comment = "my number is 555";
    const kept = await recordFeedback(key(), feature, body({ interaction: "c-7", rating: up, comment }));
    expect(kept.warnings.join()).toContain("comment");
    await expect(recordFeedback(key(), feature, body({ interaction: "c-7", comment }))).rejects.toMatchObject(
      refusal("invalid"),
    );
    const { items } = await listFeedback(key(["read"]), feature, {}, { limit: 10 });
    expect(items).toMatchObject([{ hasComment: false, comment: null }]);
  });
});

describe("what somebody wrote", () => {
  const comment = "Write to ada@example.com instead";

  it("goes through the feature's redaction, the label and the person always", async () => {
    const feature = await makeFeature({ contentPolicy: "redacted" });
    const trace = hex();
    const said = { traceId: trace, comment, label: "for ada@example.com", endUser: "ada@example.com" };
    const { warnings } = await recordFeedback(key(), feature, body(said));
    expect(warnings).toHaveLength(3);
    const stored = await db()
      .$queryRaw`SELECT comment, label, end_user FROM feedback WHERE feature_id = ${feature.id}`;
    expect(JSON.stringify(stored)).not.toContain("ada@example.com");
    expect(JSON.stringify(stored)).toContain("Write to ");
  });

  it("is removed with the messages, the rating stays", async () => {
    const feature = await makeFeature({ contentPolicy: "full", contentRetentionDays: 30 });
    await recordFeedback(key(), feature, body({ interaction: "c", rating: up, comment }));
    await recordFeedback(key(), feature, body({ interaction: "c", comment }));
    const later = new Date(Date.now() + 31 * 86_400_000);
    expect(await removeOldContent(feature, later)).toMatchObject({ done: true, removed: 2 });
    const stored = await db().$queryRaw`SELECT comment, score FROM feedback WHERE feature_id = ${feature.id}`;
    expect(stored).toEqual([{ comment: null, score: 1 }]);
  });

  it("is not there any more when the days of messages are over", async () => {
    const feature = await makeFeature({ contentPolicy: "full", contentRetentionDays: 30 });
    const old = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const late = await recordFeedback(
      key(),
      feature,
      body({ interaction: "c", rating: up, comment, at: old }),
    );
    expect(late.warnings.join()).toContain("older");
    await recordFeedback(key(), feature, body({ interaction: "c", rating: up, comment }));
    const has = async (days: number) => {
      const { items } = await listFeedback(
        key(),
        { ...feature, contentRetentionDays: days },
        {},
        { limit: 9 },
      );
      return items.map((item) => item.hasComment);
    };
    expect(await has(30)).toEqual([true, false]);
    const deleted = { ...feature, contentKeptFrom: new Date(Date.now() + 1000) };
    const { items } = await listFeedback(key(), deleted, {}, { limit: 9 });
    expect(items.map((item) => item.hasComment)).toEqual([false, false]);
  });
});

describe("feedback beside its interaction", () => {
  async function withCalls(contentPolicy: "none" | "full") {
    const team = await db().team.create({ data: { slug: `t-${hex()}`, name: "T" } });
    const feature = await makeFeature({ contentPolicy, teamId: team.id });
    const trace = hex();
    const at = new Date(Date.now() - 60_000).toISOString();
    const arrive = () =>
      insertCalls(feature.id, [{ interaction: trace, traceId: trace, at, costNano: 1, spanId: 10n }]);
    const read = async (principal: Principal, wanted = false) => {
      const interaction = await readInteraction(principal, feature, trace, { content: false });
      return readInteractionFeedback(principal, feature, subjectOf(interaction), wanted);
    };
    return { feature, trace, teamId: team.id, arrive, read };
  }

  it("waits for telemetry that has not come, and is found by trace, span and id", async () => {
    const { feature, trace, arrive, read } = await withCalls("none");
    const reader = await mintPerson("viewer");
    await recordFeedback(key(), feature, body({ traceId: trace, rating: up }));
    await recordFeedback(key(), feature, body({ traceId: trace, spanId: "000000000000000a", rating: down }));
    await recordFeedback(key(), feature, body({ interaction: trace, label: "slow" }));
    await recordFeedback(key(), feature, body({ interaction: hex(), rating: up }));
    await arrive();
    const { feedback, words } = await read(reader);
    expect(feedback.map((one) => [one.spanId, one.score, one.label])).toEqual(
      expect.arrayContaining([
        [null, 1, null],
        ["000000000000000a", -1, null],
        [null, null, "slow"],
      ]),
    );
    expect(feedback).toHaveLength(3);
    expect(words).toBe("none");
  });

  it("stays with its own feature", async () => {
    const { trace, arrive, read } = await withCalls("none");
    await arrive();
    await recordFeedback(key(), await makeFeature(), body({ traceId: trace, rating: up }));
    expect((await read(await mintPerson("admin"))).feedback).toEqual([]);
  });

  it("shows comments to who may read messages, on asking, and records the look", async () => {
    const { feature, trace, teamId, arrive, read } = await withCalls("full");
    await arrive();
    await recordFeedback(key(), feature, body({ traceId: trace, rating: down, comment: "No!" }));
    const stranger = await mintPerson("viewer");
    expect(await read(stranger, true)).toMatchObject({ words: "hidden", feedback: [{ comment: null }] });
    expect(await read(key(["read"]), true)).toMatchObject({ words: "hidden", feedback: [{ comment: null }] });
    const member = await mintPerson("viewer", [teamId]);
    expect(await read(member)).toMatchObject({ words: "available", feedback: [{ comment: null }] });
    expect(await activityOf(trace)).toEqual([]);
    expect(await read(member, true)).toMatchObject({ words: "shown", feedback: [{ comment: "No!" }] });
    expect(await activityOf(trace)).toMatchObject([{ action: "content.viewed", actorId: member.id }]);
  });
});
