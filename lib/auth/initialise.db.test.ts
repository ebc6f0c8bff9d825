import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { principalOfKey } from "./authenticate.ts";
import { initialiseFromEnvironment } from "./initialise.ts";
import { signInWithPassword } from "./sign-in.ts";

const key = "a-key-that-was-made-elsewhere-0123456789";
const given = {
  THRESHOLD_INIT_ADMIN_EMAIL: "Ops@Example.com",
  THRESHOLD_INIT_ADMIN_PASSWORD: "a password of ops",
  THRESHOLD_INIT_API_KEY: key,
};

test("two servers at once apply it once: an admin who signs in and a key with every scope", async () => {
  const outcomes = await Promise.all([initialiseFromEnvironment(given), initialiseFromEnvironment(given)]);
  expect(outcomes.sort()).toEqual(["already_set_up", "applied"]);
  const input = { email: "ops@example.com", password: "a password of ops", address: null };
  expect(await signInWithPassword(input)).toMatchObject({ email: "ops@example.com" });
  expect(await principalOfKey(key)).toMatchObject({ scopes: ["ingest", "read", "write"], featureId: null });
  const stored = await db().apiKey.findFirstOrThrow();
  expect(JSON.stringify(stored)).not.toContain(key);
  const rows = await db().activity.findMany({ orderBy: { id: "asc" } });
  expect(rows.map((row) => row.action)).toEqual(["installation.create", "user.create", "api_key.create"]);
  expect(JSON.stringify(rows.map((row) => [row.after, row.before]))).not.toContain(key);
});

test("a key that was revoked is not brought back by the next start", async () => {
  await db().apiKey.updateMany({ data: { revokedAt: new Date() } });
  expect(await initialiseFromEnvironment(given)).toBe("already_set_up");
  expect(await principalOfKey(key)).toBeNull();
});
