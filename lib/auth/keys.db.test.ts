import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { sha256 } from "#lib/core/ids";
import { addDays } from "#lib/core/time";
import { principalOfKey } from "./authenticate.ts";
import { authoriseFeatureRead, authoriseFeatureWrite } from "./authorise.ts";
import { canRegisterFeature, mayCall } from "./domain.ts";
import { createKey, revokeKey } from "./keys.ts";
import { listKeys } from "./queries.ts";
import { activityOf, mintFeature, mintPerson, mintTeam, refusal } from "./testing/people.ts";

const page = { limit: 200 };

test("a key is shown once and only its digest is kept", async () => {
  const admin = await mintPerson("admin");
  const key = await createKey(admin, { name: "CI", scopes: ["read"] });
  expect(key.secret).toMatch(/^thr_[A-Za-z0-9_-]{43}$/);
  const stored = await db().apiKey.findUniqueOrThrow({ where: { id: key.id } });
  expect(stored.hash).toBe(sha256(key.secret));
  const rows = await activityOf(key.id);
  expect(rows.map((row) => row.action)).toEqual(["api_key.create"]);
  const seen = JSON.stringify([stored, (await listKeys(admin, page)).items, rows.map((row) => row.after)]);
  expect(seen).not.toContain(key.secret);
  expect(JSON.stringify(rows.map((row) => row.after))).not.toContain(stored.hash);
});

test("a key can do what its scopes say and no more", async () => {
  const admin = await mintPerson("admin");
  const feature = await mintFeature();
  const other = await mintFeature();
  const { secret } = await createKey(admin, { name: "ingest", scopes: ["ingest"], feature: feature.slug });
  const ingest = await principalOfKey(secret);
  expect(mayCall(ingest, "read")).toBe(false);
  expect(mayCall(ingest, "write")).toBe(false);
  const write = await principalOfKey(
    (await createKey(admin, { name: "w", scopes: ["write"], feature: feature.slug })).secret,
  );
  if (!write) throw new Error("the key is not known");
  expect(mayCall(write, "read")).toBe(false);
  expect(mayCall(write, "admin")).toBe(false);
  expect(canRegisterFeature(write)).toBe(false);
  authoriseFeatureWrite(write, feature);
  expect(() => authoriseFeatureWrite(write, other)).toThrow();
  expect(() => authoriseFeatureRead(write, other)).toThrow();
  await expect(createKey(write, { name: "more", scopes: ["read"] })).rejects.toMatchObject(
    refusal("forbidden"),
  );
  await expect(listKeys(write, page)).rejects.toMatchObject(refusal("forbidden"));
});

test("a key ends when it expires and when it is revoked", async () => {
  const admin = await mintPerson("admin");
  const now = new Date();
  const expiring = await createKey(admin, {
    name: "short",
    scopes: ["read"],
    expiresAt: addDays(now, 1).toISOString(),
  });
  expect(await principalOfKey(expiring.secret)).not.toBeNull();
  await db().apiKey.update({ where: { id: expiring.id }, data: { expiresAt: now } });
  expect(await principalOfKey(expiring.secret)).toBeNull();
  const revoked = await createKey(admin, { name: "gone", scopes: ["read"] });
  await Promise.all([revokeKey(admin, revoked.id), revokeKey(admin, revoked.id)]);
  expect(await principalOfKey(revoked.secret)).toBeNull();
  expect((await activityOf(revoked.id)).map((row) => row.action)).toEqual([
    "api_key.create",
    "api_key.revoke",
  ]);
  const past = createKey(admin, {
    name: "past",
    scopes: ["read"],
    expiresAt: addDays(now, -1).toISOString(),
  });
  await expect(past).rejects.toMatchObject({ code: "invalid", details: { fields: [{ path: "expiresAt" }] } });
});

test("last use is noted", async () => {
  const admin = await mintPerson("admin");
  const key = await createKey(admin, { name: "used", scopes: ["read"] });
  await principalOfKey(key.secret);
  const { items } = await listKeys(admin, page);
  expect(items.find((item) => item.id === key.id)?.lastUsedAt).not.toBeNull();
});

test("members make keys for their team's features, editors for any feature, only admins for all", async () => {
  const team = await mintTeam();
  const [own, other] = [await mintFeature(team.id), await mintFeature()];
  const member = await mintPerson("viewer", [team.id]);
  const editor = await mintPerson("editor");
  const auditor = await mintPerson("auditor", [team.id]);
  const bound = await createKey(member, { name: "ours", scopes: ["ingest"], feature: own.slug });
  expect((await listKeys(member, page)).items.map((item) => item.id)).toEqual([bound.id]);
  await createKey(editor, { name: "theirs", scopes: ["ingest"], feature: other.slug });
  const stranger = await mintPerson("viewer");
  const refused = [
    () => createKey(member, { name: "x", scopes: ["ingest"] }),
    () => createKey(member, { name: "x", scopes: ["ingest"], feature: other.slug }),
    () => createKey(editor, { name: "x", scopes: ["ingest"] }),
    () => createKey(auditor, { name: "x", scopes: ["ingest"], feature: own.slug }),
    () => revokeKey(stranger, bound.id),
    () => revokeKey(auditor, bound.id),
    () => listKeys(member, { ...page, feature: other.slug }),
  ];
  for (const attempt of refused) await expect(attempt()).rejects.toMatchObject(refusal("forbidden"));
  expect((await listKeys(auditor, page)).items).toEqual([]);
  await revokeKey(member, bound.id);
  expect(await principalOfKey(bound.secret)).toBeNull();
});

test("keys page by cursor without gaps or repeats", async () => {
  const admin = await mintPerson("admin");
  const feature = await mintFeature();
  const made: string[] = [];
  for (let i = 0; i < 5; i += 1)
    made.push((await createKey(admin, { name: `k${i}`, scopes: ["read"], feature: feature.slug })).id);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await listKeys(admin, { feature: feature.slug, limit: 2, cursor });
    seen.push(...answer.items.map((item) => item.id));
    cursor = answer.next ?? undefined;
  } while (cursor);
  expect(seen).toEqual(made.reverse());
  await expect(listKeys(admin, { limit: 2, cursor: "x" })).rejects.toMatchObject(refusal("invalid"));
});
