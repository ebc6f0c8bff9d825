import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { principalOfKey } from "./authenticate.ts";
import { initialiseFromEnvironment } from "./initialise.ts";
import { isSetUp, setUpInstallation } from "./set-up.ts";
import { signInWithPassword } from "./sign-in.ts";
import { refusal } from "./testing/people.ts";

// Read once with the rest of the environment, so it stands before the first use.
process.env.THRESHOLD_SETUP_TOKEN = "the-token-of-the-link";

const nobodyYet = { userAgent: null, address: null };
const body = {
  token: "the-token-of-the-link",
  organisation: "Oja & Kerr",
  zone: "Europe/Berlin",
  name: "Ada Kerr",
  email: "ada@example.com",
  password: "correct horse battery",
};
const given = {
  THRESHOLD_INIT_ADMIN_EMAIL: "ops@example.com",
  THRESHOLD_INIT_ADMIN_PASSWORD: "a password of ops",
  THRESHOLD_INIT_API_KEY: "k".repeat(32),
};

// The tests of this file run in order: they tell the life of one installation.

test("a wrong token, a weak password: nothing is made", async () => {
  await expect(setUpInstallation({ ...body, token: "guess" }, nobodyYet)).rejects.toMatchObject(
    refusal("forbidden"),
  );
  await expect(setUpInstallation({ ...body, password: "short" }, nobodyYet)).rejects.toMatchObject(
    refusal("invalid"),
  );
  expect(await isSetUp()).toBe(false);
  expect(await db().installation.count()).toBe(0);
  expect(await db().activity.count()).toBe(0);
});

test("guessing the token is slowed down", async () => {
  const now = new Date(Date.now() + 3_600_000);
  const guess = () => setUpInstallation({ ...body, token: "guess" }, nobodyYet, now);
  for (let i = 0; i < 5; i += 1) await expect(guess()).rejects.toMatchObject(refusal("forbidden"));
  await expect(guess()).rejects.toMatchObject(refusal("rate_limited"));
});

test("headless: what is too weak is refused whole", async () => {
  const refused = [
    { ...given, THRESHOLD_INIT_API_KEY: "k".repeat(31) },
    { ...given, THRESHOLD_INIT_API_KEY: `${"k".repeat(32)} with a space` },
    { ...given, THRESHOLD_INIT_ADMIN_PASSWORD: "short" },
    { ...given, THRESHOLD_INIT_ADMIN_PASSWORD: undefined },
    { ...given, THRESHOLD_INIT_ADMIN_EMAIL: "nobody" },
  ];
  for (const values of refused) expect(await initialiseFromEnvironment(values)).toBe("refused");
  const nothing = {
    THRESHOLD_INIT_ADMIN_EMAIL: undefined,
    THRESHOLD_INIT_ADMIN_PASSWORD: undefined,
    THRESHOLD_INIT_API_KEY: undefined,
  };
  expect(await initialiseFromEnvironment(nothing)).toBe("nothing_asked");
  expect(await isSetUp()).toBe(false);
  expect(await db().apiKey.count()).toBe(0);
});

test("set-up by link and by environment at once: one of them wins, whole", async () => {
  const soon = new Date(Date.now() + 3 * 3_600_000);
  const results = await Promise.allSettled([
    setUpInstallation(body, nobodyYet, soon),
    setUpInstallation({ ...body, email: "other@example.com" }, nobodyYet, soon),
    initialiseFromEnvironment(given),
    initialiseFromEnvironment(given),
  ]);
  const won = results.filter((result) => result.status === "fulfilled" && result.value !== "already_set_up");
  expect(won).toHaveLength(1);
  const users = await db().user.findMany();
  expect(users).toHaveLength(1);
  expect(users[0]?.role).toBe("admin");
  expect(await db().installation.count()).toBe(1);
  expect(await db().activity.count({ where: { action: "user.create" } })).toBe(1);
  expect(await db().apiKey.count()).toBe(users[0]?.email === "ops@example.com" ? 1 : 0);
  const log = JSON.stringify(await db().activity.findMany({ select: { before: true, after: true } }));
  expect(log).not.toContain("argon2");
  expect(log).not.toContain("password");
});

test("afterwards both ways are closed", async () => {
  await expect(setUpInstallation(body, nobodyYet)).rejects.toMatchObject(refusal("conflict"));
  expect(await initialiseFromEnvironment({ ...given, THRESHOLD_INIT_API_KEY: "z".repeat(40) })).toBe(
    "already_set_up",
  );
  expect(await principalOfKey("z".repeat(40))).toBeNull();
});

test("the winner can sign in", async () => {
  const user = await db().user.findFirstOrThrow();
  const password = user.email === "ops@example.com" ? given.THRESHOLD_INIT_ADMIN_PASSWORD : body.password;
  expect(await signInWithPassword({ email: user.email, password, address: null })).toMatchObject({
    id: user.id,
  });
});
