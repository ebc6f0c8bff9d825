import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { mintFeature, mintPerson, refusal } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { activityCsv } from "./activity-csv.ts";
import { listActivity } from "./queries.ts";
import { recordActivity } from "./record.ts";

type Actor = Parameters<typeof recordActivity>[1];

async function record(
  actor: Actor,
  subjectId: string,
  count: number,
  featureId?: number,
  name = "a subject",
): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await db().$transaction((tx) =>
      recordActivity(tx, actor, {
        action: i % 2 === 0 ? "thing.create" : "thing.update",
        subject: { kind: "thing", id: subjectId, name },
        featureId,
        before: { step: i },
        after: { step: i + 1 },
      }),
    );
  }
}

test("the whole log is for admins and auditors, a feature's for whoever reads the feature", async () => {
  const editor = await mintPerson("editor");
  const feature = await mintFeature();
  const other = await mintFeature();
  const subject = randomUUID();
  await record(editor, subject, 2, feature.id);
  await record(editor, subject, 1, other.id);
  for (const role of ["admin", "auditor"] as const) {
    expect(
      (await listActivity(await mintPerson(role), { subject: `thing:${subject}`, limit: 50 })).items,
    ).toHaveLength(3);
  }
  const bound = {
    kind: "key" as const,
    id: randomUUID(),
    name: "CI",
    scopes: ["read" as const],
    featureId: feature.id,
  };
  for (const reader of [editor, await mintPerson("viewer"), bound]) {
    await expect(listActivity(reader, { limit: 50 })).rejects.toMatchObject(refusal("forbidden"));
    const { items } = await listActivity(reader, { feature: feature.slug, limit: 50 });
    expect(items.map((item) => item.feature?.slug)).toEqual([feature.slug, feature.slug]);
  }
  await expect(listActivity(bound, { feature: other.slug, limit: 50 })).rejects.toMatchObject(
    refusal("not_found"),
  );
  await expect(activityCsv(editor, { limit: 50, format: "csv" })).rejects.toMatchObject(refusal("forbidden"));
});

test("pages by cursor: every row once, newest first", async () => {
  const admin = await mintPerson("admin");
  const subject = randomUUID();
  await record(admin, subject, 7);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listActivity(admin, { subject: `thing:${subject}`, limit: 3, cursor });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(7);
  expect([...seen].sort((a, b) => Number(BigInt(b) - BigInt(a)))).toEqual(seen);
  await expect(listActivity(admin, { limit: 3, cursor: "1; drop" })).rejects.toMatchObject(
    refusal("invalid"),
  );
});

test("filters by actor, action and time; `to` does not belong to the interval", async () => {
  const admin = await mintPerson("admin");
  const person = await mintPerson("editor");
  const subject = randomUUID();
  await record(admin, subject, 3);
  await record(person, subject, 2);
  const count = async (filter: object) =>
    (await listActivity(admin, { subject: `thing:${subject}`, limit: 50, ...filter })).items.length;
  expect(await count({ actor: person.id })).toBe(2);
  expect(await count({ action: "thing.update" })).toBe(2);
  expect(await count({ action: "thing" })).toBe(5);
  expect(await count({ action: "thin" })).toBe(0);
  const [first] = await db().activity.findMany({
    where: { subjectId: subject },
    orderBy: { id: "asc" },
    take: 1,
  });
  expect(await count({ to: first?.at })).toBe(0);
  expect(await count({ from: first?.at })).toBe(5);
});

test("CSV has every row, also beyond a batch, and no formula", async () => {
  const admin = await mintPerson("admin");
  const subject = randomUUID();
  await record(admin, subject, 205, undefined, '=HYPERLINK("https://evil.example")');
  const response = await activityCsv(admin, { subject: `thing:${subject}`, limit: 50, format: "csv" });
  expect(response.headers.get("content-type")).toMatch(/^text\/csv/);
  const lines = (await response.text()).trimEnd().split("\r\n");
  expect(lines).toHaveLength(206);
  expect(lines[0]).toMatch(/^id,at,actor_kind/);
  expect(lines.every((line) => !line.includes(",=") && !line.includes(',"='))).toBe(true);
  expect(lines[1]).toContain("'=HYPERLINK");
});

test("the log refuses to be changed", async () => {
  const admin = await mintPerson("admin");
  const subject = randomUUID();
  await record(admin, subject, 1);
  await expect(
    db().activity.updateMany({ where: { subjectId: subject }, data: { actorName: "x" } }),
  ).rejects.toThrow(/append-only/);
  await expect(db().activity.deleteMany({ where: { subjectId: subject } })).rejects.toThrow(/append-only/);
});
