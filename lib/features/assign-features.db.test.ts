import { expect, test } from "vitest";
import { db, type Transaction } from "#lib/core/db";
import { assignRotation } from "#lib/ownership/on-call/assign-rotation";
import { createRotation } from "#lib/ownership/on-call/change-rotation";
import { rotationInput } from "#lib/ownership/on-call/on-call-schema";
import { mintRotation } from "#lib/ownership/testing/rotations";
import { assignFeatures } from "./assign-features.ts";
import { assignmentInput } from "./assignment-schema.ts";
import { registerFeature } from "./commands.ts";
import { activityOf, keyOf, makeFeature, makeTeam, makeUser, word } from "./testing/people.ts";

const input = (body: object) => assignmentInput.parse(body);

const newRotation = (team: string) =>
  rotationInput.parse({
    slug: `r-${word()}`,
    name: "Primary",
    team,
    coversAiIncidents: true,
    schedule: { zone: "UTC", handOver: "09:00", period: "daily", every: 1, members: [] },
  });

async function stored(slugs: string[]) {
  const rows = await db().feature.findMany({
    where: { slug: { in: slugs } },
    include: { team: true, rotation: true },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => [row.team?.slug ?? null, row.rotation?.slug ?? null]);
}

test("many features get a team and a rotation at once, each with one activity row", async () => {
  const editor = await makeUser("editor");
  const [old, team] = [await makeTeam(), await makeTeam()];
  const rotation = await mintRotation(team.id, []);
  const features = [await makeFeature(old.id), await makeFeature(), await makeFeature(team.id)];
  const slugs = features.map((one) => one.slug);
  const before = await db().feature.findMany({ where: { slug: { in: slugs } }, orderBy: { id: "asc" } });
  const answer = await assignFeatures(
    editor,
    input({ features: [...slugs, slugs[0]], team: team.slug, rotation: rotation.slug }),
  );
  expect(answer).toMatchObject({ changed: 3, preview: false });
  expect(await stored(slugs)).toEqual(slugs.map(() => [team.slug, rotation.slug]));
  const rows = await Promise.all(slugs.map((slug) => activityOf("feature", slug)));
  expect(rows.map((list) => list.map((row) => [row.action, row.before, row.after]))).toEqual([
    [["feature.assign", { team: old.slug, rotation: null }, { team: team.slug, rotation: rotation.slug }]],
    [["feature.assign", { team: null, rotation: null }, { team: team.slug, rotation: rotation.slug }]],
    [["feature.assign", { rotation: null }, { rotation: rotation.slug }]],
  ]);
  const after = await db().feature.findMany({ where: { slug: { in: slugs } }, orderBy: { id: "asc" } });
  for (const [index, row] of after.entries())
    expect(row.changedAt.getTime()).toBeGreaterThan(before[index]?.changedAt.getTime() ?? 0);
});

test("what has it already stays as it is, and null takes away", async () => {
  const editor = await makeUser("editor");
  const team = await makeTeam();
  const feature = await makeFeature(team.id);
  const same = await assignFeatures(editor, input({ features: [feature.slug], team: team.slug }));
  expect(same).toMatchObject({ changed: 0, features: [{ team: null, rotation: null }] });
  expect(await activityOf("feature", feature.slug)).toEqual([]);
  await assignFeatures(editor, input({ features: [feature.slug], team: null }));
  expect(await stored([feature.slug])).toEqual([[null, null]]);
});

test("one feature that may not be changed, or does not exist, leaves all as they were", async () => {
  const team = await makeTeam();
  const member = await makeUser("viewer", [team.id]);
  const [own, foreign] = [await makeFeature(team.id), await makeFeature()];
  const to = await makeTeam();
  const body = (features: string[]) => input({ features, team: to.slug });
  await expect(assignFeatures(member, body([own.slug, foreign.slug]))).rejects.toMatchObject({
    code: "forbidden",
    details: { fields: [{ path: "features.1" }] },
  });
  await expect(assignFeatures(member, body([own.slug, `x-${word()}`]))).rejects.toMatchObject({
    code: "not_found",
  });
  for (const principal of [
    await makeUser("viewer"),
    await makeUser("auditor", [team.id]),
    keyOf(["read"], null),
  ])
    await expect(assignFeatures(principal, body([own.slug]))).rejects.toMatchObject({ code: "forbidden" });
  expect(await stored([own.slug, foreign.slug])).toEqual([
    [team.slug, null],
    [null, null],
  ]);
  expect(await activityOf("feature", own.slug)).toEqual([]);
});

test.each(["team", "rotation"])("a %s that does not exist changes nothing", async (path) => {
  const editor = await makeUser("editor");
  const team = await makeTeam();
  const feature = await makeFeature();
  const attempt = assignFeatures(
    editor,
    input({ features: [feature.slug], team: team.slug, [path]: `x-${word()}` }),
  );
  await expect(attempt).rejects.toMatchObject({ code: "invalid", details: { fields: [{ path }] } });
  expect(await stored([feature.slug])).toEqual([[null, null]]);
});

test("a key that is bound to a feature learns neither which teams nor which rotations there are", async () => {
  const team = await makeTeam();
  const rotation = await mintRotation(team.id, []);
  const feature = await makeFeature();
  const key = keyOf(["write"], feature.id);
  const about = { name: "Bound", stakes: "low", audience: "internal", lifecycle: "production" } as const;
  const refusals = await Promise.allSettled([
    ...[team.slug, `x-${word()}`].flatMap((slug) => [
      assignFeatures(key, input({ features: [feature.slug], team: slug })),
      assignFeatures(key, input({ features: [feature.slug], team: slug, preview: true })),
      registerFeature(key, feature.slug, { ...about, team: slug }),
      createRotation(key, newRotation(slug)),
    ]),
    ...[rotation.slug, `x-${word()}`].flatMap((slug) => [
      assignFeatures(key, input({ features: [feature.slug], rotation: slug })),
      assignRotation(key, feature.slug, slug),
    ]),
  ]);
  const words = refusals.map((one) => (one.status === "rejected" ? one.reason : one.value));
  for (const reason of words) expect(reason).toMatchObject({ code: "forbidden", message: words[0].message });
  expect(await stored([feature.slug])).toEqual([[null, null]]);
  // What is so already it may say again.
  await assignRotation(key, feature.slug, null);
  await db().feature.update({ where: { id: feature.id }, data: { teamId: team.id } });
  await registerFeature(key, feature.slug, { ...about, team: team.slug });
});

/** How many statements wait for a lock. */
async function waiting(tx: Transaction): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: bigint }]>`SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;
  return Number(row.count);
}

test("an assignment that waits for a team or a rotation holds no feature that its holder needs", async () => {
  const editor = await makeUser("editor");
  const team = await makeTeam();
  const rotation = await mintRotation(team.id, []);
  const [one, two, three] = [await makeFeature(), await makeFeature(), await makeFeature()];
  let assigned: Promise<unknown> = Promise.resolve();
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM team WHERE id = ${team.id}::uuid FOR UPDATE`;
    await tx.$executeRaw`SELECT 1 FROM rotation WHERE id = ${rotation.id}::uuid FOR UPDATE`;
    assigned = Promise.all([
      assignFeatures(editor, input({ features: [one.slug], team: team.slug })),
      assignFeatures(editor, input({ features: [two.slug], rotation: rotation.slug })),
      assignRotation(editor, three.slug, rotation.slug),
    ]);
    while ((await waiting(tx)) < 3);
    const ids = [one.id, two.id, three.id];
    await tx.feature.updateMany({ where: { id: { in: ids } }, data: { changedAt: new Date() } });
  });
  await assigned;
  expect(await stored([one.slug, two.slug, three.slug])).toEqual([
    [team.slug, null],
    [null, rotation.slug],
    [null, rotation.slug],
  ]);
});

test("a preview says what would change and who may not, and changes nothing", async () => {
  const team = await makeTeam();
  const member = await makeUser("viewer", [team.id]);
  const [own, foreign] = [await makeFeature(team.id), await makeFeature()];
  const to = await makeTeam();
  const answer = await assignFeatures(
    member,
    input({ features: [own.slug, foreign.slug], team: to.slug, preview: true }),
  );
  expect(answer).toMatchObject({ preview: true, changed: 1 });
  expect(answer.features.find((one) => one.slug === own.slug)).toMatchObject({
    mayChange: true,
    team: { from: { slug: team.slug }, to: { slug: to.slug } },
    rotation: null,
  });
  expect(answer.features.find((one) => one.slug === foreign.slug)).toMatchObject({ mayChange: false });
  expect(await stored([own.slug, foreign.slug])).toEqual([
    [team.slug, null],
    [null, null],
  ]);
});

test("two assignments of the same features at once end with one of them, whole", async () => {
  const editor = await makeUser("editor");
  const [one, two] = [await makeTeam(), await makeTeam()];
  const slugs = [await makeFeature(), await makeFeature(), await makeFeature()].map(
    (feature) => feature.slug,
  );
  await Promise.all([
    assignFeatures(editor, input({ features: slugs, team: one.slug })),
    assignFeatures(editor, input({ features: slugs.toReversed(), team: two.slug })),
  ]);
  expect(new Set((await stored(slugs)).map(([team]) => team)).size).toBe(1);
});

test.each([
  { features: [] },
  { features: ["a"] },
  { features: ["A b"], team: "x" },
  { features: ["a"], team: "" },
])("%j is no assignment", (body) => {
  expect(assignmentInput.safeParse(body).success).toBe(false);
});
