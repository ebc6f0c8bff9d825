import { expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { sha256 } from "#lib/core/ids";
import { activityOf, keyOf, makeFeature, makeTeam, makeUser } from "#lib/features/testing/people";
import { listRevisions, newestRevision, owningTeam, requireRevision } from "#lib/ownership/queries";
import { runbookInput } from "#lib/ownership/schema";
import { saveRunbook } from "./save-runbook.ts";

test("a save appends a revision with its author, digest and one activity row", async () => {
  const editor = await makeUser("editor");
  const feature = await makeFeature();
  const before = await db().feature.findUniqueOrThrow({ where: { id: feature.id } });
  const { created, revision } = await saveRunbook(editor, feature.slug, {
    markdown: "# Restart",
    note: "first",
  });
  expect(created).toBe(true);
  expect(revision).toMatchObject({
    number: 1,
    digest: sha256("# Restart"),
    note: "first",
    author: editor.name,
    markdown: "# Restart",
  });
  expect(await newestRevision(feature.id)).toEqual(revision);
  const rows = await activityOf("runbook", feature.slug);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    action: "runbook.revise",
    featureId: feature.id,
    before: null,
    after: { revision: 1, digest: sha256("# Restart") },
  });
  const after = await db().feature.findUniqueOrThrow({ where: { id: feature.id } });
  expect(after.changedAt.getTime()).toBeGreaterThan(before.changedAt.getTime());
});

test("the same text again appends nothing, another one does, an old one may come back", async () => {
  const editor = await makeUser("editor");
  const { id, slug } = await makeFeature();
  await saveRunbook(editor, slug, { markdown: "one" });
  expect(await saveRunbook(editor, slug, { markdown: "one", basedOn: 0 })).toMatchObject({
    created: false,
    revision: { number: 1 },
  });
  await saveRunbook(editor, slug, { markdown: "two", basedOn: 1 });
  await saveRunbook(keyOf(["write"], id), slug, { markdown: "one", basedOn: 2 });
  const list = await listRevisions(id, { limit: 50 });
  expect(list.items.map((item) => [item.number, item.author])).toEqual([
    [3, "ci"],
    [2, editor.name],
    [1, editor.name],
  ]);
  const rows = await activityOf("runbook", slug);
  expect(rows.map((row) => row.before)).toMatchObject(
    [null, { revision: 1 }, { revision: 2 }].map((row) => row),
  );
});

test("two people who save over the same revision: one is kept, the other is told", async () => {
  const editor = await makeUser("editor");
  const { id, slug } = await makeFeature();
  await saveRunbook(editor, slug, { markdown: "base" });
  const saves = ["mine", "yours", "theirs"].map((markdown) =>
    saveRunbook(editor, slug, { markdown, basedOn: 1 }),
  );
  const results = await Promise.allSettled(saves);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
  expect(await db().runbookRevision.count({ where: { featureId: id } })).toBe(2);
  expect(await activityOf("runbook", slug)).toHaveLength(2);
});

test("saves without a base at the same time each get a number of their own", async () => {
  const editor = await makeUser("editor");
  const { id, slug } = await makeFeature();
  await Promise.all(["a", "b", "c", "d"].map((markdown) => saveRunbook(editor, slug, { markdown })));
  const list = await listRevisions(id, { limit: 50 });
  expect(list.items.map((item) => item.number)).toEqual([4, 3, 2, 1]);
});

test("only those who may change the feature may write its runbook", async () => {
  const team = await makeTeam();
  const feature = await makeFeature(team.id);
  const refused: [Principal, string][] = [
    [await makeUser("viewer"), "forbidden"],
    [await makeUser("auditor", [team.id]), "forbidden"],
    [await makeUser("viewer", [(await makeTeam()).id]), "forbidden"],
    [keyOf(["read"], feature.id), "forbidden"],
    [keyOf(["write"], (await makeFeature()).id), "not_found"],
  ];
  for (const [principal, code] of refused) {
    await expect(saveRunbook(principal, feature.slug, { markdown: "x" })).rejects.toMatchObject({ code });
  }
  expect(await newestRevision(feature.id)).toBeNull();
  expect(await activityOf("runbook", feature.slug)).toEqual([]);
  await saveRunbook(await makeUser("viewer", [team.id]), feature.slug, { markdown: "x" });
  expect(await newestRevision(feature.id)).toMatchObject({ number: 1 });
});

test("what is too large or for no feature is refused", async () => {
  const editor = await makeUser("editor");
  const { id, slug } = await makeFeature();
  await expect(saveRunbook(editor, slug, { markdown: "é".repeat(102_401) })).rejects.toMatchObject({
    code: "too_large",
  });
  await expect(saveRunbook(editor, "no-such-feature", { markdown: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await newestRevision(id)).toBeNull();
  expect(await saveRunbook(editor, slug, { markdown: "é".repeat(102_400) })).toMatchObject({ created: true });
});

test.each([
  { markdown: " \n" },
  { markdown: "a\0" },
  { markdown: "\ud800" },
  { markdown: "x", basedOn: -1 },
  { markdown: "x", base: 1 },
  {},
])("%j is no runbook", (body) => {
  expect(runbookInput.safeParse(body).success).toBe(false);
});

test("revisions page by number and are found by number", async () => {
  const editor = await makeUser("editor");
  const { id, slug } = await makeFeature();
  for (const markdown of ["a", "b", "c"]) await saveRunbook(editor, slug, { markdown });
  const first = await listRevisions(id, { limit: 2 });
  expect(first).toMatchObject({ items: [{ number: 3 }, { number: 2 }], next: "2" });
  expect(await listRevisions(id, { limit: 2, cursor: "2" })).toMatchObject({
    items: [{ number: 1 }],
    next: null,
  });
  await expect(listRevisions(id, { limit: 2, cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
  expect(await requireRevision(id, 2)).toMatchObject({ markdown: "b" });
  await expect(requireRevision(id, 9)).rejects.toMatchObject({ code: "not_found" });
});

test("the owning team lists its people without those who may not sign in", async () => {
  const team = await makeTeam();
  const member = await makeUser("viewer", [team.id]);
  const gone = await makeUser("viewer", [team.id]);
  await db().user.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
  await db().team.update({ where: { id: team.id }, data: { accountableId: member.id } });
  expect(await owningTeam(null)).toBeNull();
  expect(await owningTeam(team.id)).toMatchObject({
    slug: team.slug,
    name: team.name,
    accountable: { id: member.id, name: member.name },
    members: [{ id: member.id, name: member.name }],
  });
});
