import { expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { activityOf, keyOf, makeFeature, makeTeam, makeUser } from "#lib/features/testing/people";
import { answerFor, mintRotation } from "#lib/ownership/testing/rotations";
import { evaluateFeature } from "#lib/scorecard/evaluate-feature";
import { characteristics } from "#lib/scorecard/schema";
import { recordRunbookTest } from "./record-runbook-test.ts";
import { listRunbookTests } from "./runbook-test-queries.ts";
import { type RunbookTestInput, runbookTestInput } from "./runbook-test-schema.ts";
import { saveRunbook } from "./save-runbook.ts";

type Person = Extract<Principal, { kind: "user" }>;
type Scene = { slug: string; id: number; author: Person; tester: Person; other: Person };

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

/** A feature whose runbook the author wrote ten days ago; author and tester are on its rotation, the other is not. */
async function scene(): Promise<Scene> {
  const team = await makeTeam();
  const [author, tester, other] = [
    await makeUser("viewer", [team.id]),
    await makeUser("viewer", [team.id]),
    await makeUser("viewer", [team.id]),
  ];
  const feature = await makeFeature(team.id);
  const rotation = await mintRotation(team.id, [author.id, tester.id]);
  await answerFor(feature.id, rotation.id);
  await saveRunbook(author, feature.slug, { markdown: "Stop the queue." });
  await age(feature.id, 1, 10);
  return { ...feature, author, tester, other };
}

const age = (featureId: number, number: number, days: number) =>
  db().runbookRevision.update({
    where: { featureId_number: { featureId, number } },
    data: { createdAt: new Date(Date.now() - days * DAY_MS) },
  });

const input = (more: Partial<RunbookTestInput> = {}): RunbookTestInput => ({
  revision: 1,
  result: "passed",
  ranAt: hoursAgo(1),
  notes: "Stopped the queue on staging.",
  ...more,
});

async function tested(featureId: number): Promise<string> {
  const card = await evaluateFeature(featureId, new Date());
  const checks = characteristics.parse(card?.characteristics).flatMap((one) => one.checks);
  return checks.find((check) => check.id === "tested")?.status ?? "missing";
}

test("a colleague on the rotation makes the newest revision tested, with an activity row", async () => {
  const { slug, id, tester } = await scene();
  expect(await tested(id)).toBe("unknown");
  const saved = await recordRunbookTest(tester, slug, input({ minutes: 12, environment: "staging" }));
  expect(saved).toMatchObject({
    revision: 1,
    tester: tester.name,
    onRotation: true,
    counts: true,
    minutes: 12,
  });
  expect(await tested(id)).toBe("met");
  expect((await activityOf("runbook", slug)).at(-1)).toMatchObject({
    action: "runbook.record_test",
    featureId: id,
    after: { revision: 1, result: "passed" },
  });
  expect(await listRunbookTests(id, { limit: 10 })).toEqual({ items: [saved], next: null });
});

test("the author, somebody who is not on the rotation, and an accomplice's comma do not", async () => {
  const { slug, id, author, tester, other } = await scene();
  expect(await recordRunbookTest(author, slug, input())).toMatchObject({ onRotation: true, counts: false });
  expect(await tested(id)).toBe("unmet");
  expect(await recordRunbookTest(other, slug, input())).toMatchObject({ onRotation: false, counts: false });
  expect(await tested(id)).toBe("unmet");
  await saveRunbook(tester, slug, { markdown: "Stop the queue, now." });
  for (const person of [author, tester])
    await recordRunbookTest(person, slug, input({ revision: 2, ranAt: new Date() }));
  expect(await tested(id)).toBe("unmet");
});

test("nobody makes a text pass that a key saved, whoever made the key, until people bring theirs back", async () => {
  const { slug, id, author, tester, other: third } = await scene();
  const { rotation } = await db().feature.findUniqueOrThrow({ where: { id }, include: { rotation: true } });
  const all = await mintRotation(rotation?.teamId ?? null, [author.id, tester.id, third.id]);
  await answerFor(id, all.id);
  const made = await db().apiKey.create({
    data: {
      name: "ci",
      prefix: "x",
      hash: crypto.randomUUID(),
      scopes: ["write"],
      createdById: (await makeUser("admin")).id,
    },
  });
  for (const [index, keyId] of [made.id, crypto.randomUUID()].entries()) {
    const key = { ...keyOf(["write"], null), id: keyId } as Principal;
    const { revision } = await saveRunbook(key, slug, { markdown: `Stop the queue, way ${index}.` });
    expect(
      await recordRunbookTest(tester, slug, input({ revision: revision.number, ranAt: new Date() })),
    ).toMatchObject({ onRotation: true, counts: false });
    expect(await tested(id)).toBe("unmet");
  }
  // Until a person brings back what people wrote; then who did so has written it.
  const { revision } = await saveRunbook(tester, slug, { markdown: "Stop the queue." });
  const back = { revision: revision.number, ranAt: new Date() };
  expect(await recordRunbookTest(tester, slug, input(back))).toMatchObject({ counts: false });
  expect(await recordRunbookTest(third, slug, input(back))).toMatchObject({ counts: true });
  expect(await tested(id)).toBe("met");
});

test("an edit makes it untested, also one that brings the tested text back", async () => {
  const { slug, id, author, tester } = await scene();
  await recordRunbookTest(tester, slug, input());
  expect(await tested(id)).toBe("met");
  await saveRunbook(author, slug, { markdown: "Stop everything." });
  expect(await tested(id)).toBe("stale");
  await saveRunbook(author, slug, { markdown: "Stop the queue." });
  expect(await tested(id)).toBe("stale");
  await recordRunbookTest(tester, slug, input({ revision: 1, ranAt: new Date() }));
  expect(await tested(id)).toBe("stale");
  await recordRunbookTest(tester, slug, input({ revision: 3, ranAt: new Date() }));
  expect(await tested(id)).toBe("met");
});

test("a failed test of the same revision overrules the pass, whoever ran it", async () => {
  const { slug, id, tester, other } = await scene();
  await recordRunbookTest(tester, slug, input({ ranAt: hoursAgo(5) }));
  await recordRunbookTest(other, slug, input({ result: "failed", ranAt: hoursAgo(2) }));
  expect(await tested(id)).toBe("unmet");
  await recordRunbookTest(tester, slug, input({ ranAt: hoursAgo(3) }));
  expect(await tested(id)).toBe("unmet");
  await recordRunbookTest(tester, slug, input({ ranAt: hoursAgo(1) }));
  expect(await tested(id)).toBe("met");
});

test("a test of the future, of before the text was there, or of no revision is refused and keeps nothing", async () => {
  const { slug, id, tester } = await scene();
  for (const [wrong, code] of [
    [{ ranAt: new Date(Date.now() + 60_000) }, "invalid"],
    [{ ranAt: new Date(Date.now() - 11 * DAY_MS) }, "invalid"],
    [{ revision: 2 }, "not_found"],
  ] as const)
    await expect(recordRunbookTest(tester, slug, input(wrong))).rejects.toMatchObject({ code });
  expect((await listRunbookTests(id, { limit: 10 })).items).toEqual([]);
  expect(await tested(id)).toBe("unknown");
});

test("a key records no test, and neither does somebody of neither team nor rotation", async () => {
  const { slug, id } = await scene();
  const outsider = await makeUser("viewer", [(await makeTeam()).id]);
  for (const principal of [
    keyOf(["write", "read"], null),
    keyOf(["write"], id),
    outsider,
    await makeUser("auditor"),
  ])
    await expect(recordRunbookTest(principal, slug, input())).rejects.toMatchObject({ code: "forbidden" });
  await expect(recordRunbookTest(outsider, "no-such-feature", input())).rejects.toMatchObject({
    code: "not_found",
  });
});

test("somebody on the rotation of another team may test, although the feature is not theirs to change", async () => {
  const { slug, id } = await scene();
  const platform = await makeTeam();
  const [one, two] = [await makeUser("viewer", [platform.id]), await makeUser("viewer", [platform.id])];
  await answerFor(id, (await mintRotation(platform.id, [one.id, two.id])).id);
  await recordRunbookTest(one, slug, input());
  expect(await tested(id)).toBe("met");
});

test("whoever was on the rotation stays a tester, also once their account is disabled or the rotation is another", async () => {
  const { slug, id, tester } = await scene();
  await recordRunbookTest(tester, slug, input());
  await db().user.update({ where: { id: tester.id }, data: { disabledAt: new Date() } });
  await answerFor(id, (await mintRotation(null, [])).id);
  expect(await tested(id)).toBe("met");
});

test("whoever joins the rotation now was not on it when the test ran", async () => {
  const { slug, id, other } = await scene();
  const team = await db().feature.findUniqueOrThrow({ where: { id } });
  await answerFor(id, (await mintRotation(team.teamId, [other.id], { from: hoursAgo(1) })).id);
  expect(await recordRunbookTest(other, slug, input({ ranAt: hoursAgo(2) }))).toMatchObject({
    onRotation: false,
  });
});

test("what was recorded cannot be changed or taken away", async () => {
  const { slug, id, tester } = await scene();
  await recordRunbookTest(tester, slug, input({ result: "failed" }));
  await expect(
    db().runbookTest.updateMany({ where: { featureId: id }, data: { result: "passed" } }),
  ).rejects.toThrow();
  await expect(db().runbookTest.deleteMany({ where: { featureId: id } })).rejects.toThrow();
});

test("tests page from the newest", async () => {
  const { slug, id, tester } = await scene();
  for (const hours of [3, 2, 1])
    await recordRunbookTest(tester, slug, input({ ranAt: hoursAgo(hours), notes: `${hours}` }));
  const first = await listRunbookTests(id, { limit: 2 });
  expect(first.items.map((item) => item.notes)).toEqual(["1", "2"]);
  const rest = await listRunbookTests(id, { limit: 2, cursor: first.next ?? "" });
  expect(rest).toMatchObject({ items: [{ notes: "3" }], next: null });
  for (const cursor of ["x", crypto.randomUUID()])
    await expect(listRunbookTests(id, { limit: 2, cursor })).rejects.toMatchObject({ code: "invalid" });
});

test.each([
  { notes: "" },
  { notes: "a\0" },
  { minutes: 0 },
  { minutes: 20_000 },
  { result: "maybe" },
  { ranAt: "yesterday" },
  { revision: 0 },
  { tester: "somebody else" },
])("%j is no test", (wrong) => {
  const body = { revision: 1, result: "passed", ranAt: "2026-03-14T09:20:00Z", notes: "x" };
  expect(runbookTestInput.safeParse(body).success).toBe(true);
  expect(runbookTestInput.safeParse({ ...body, ...wrong }).success).toBe(false);
});
