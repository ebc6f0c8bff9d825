import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { principalOfSession } from "./authenticate.ts";
import { changePassword, changeProfile } from "./change-profile.ts";
import { changeUser } from "./change-user.ts";
import { createSession } from "./create-session.ts";
import { hashNewPassword } from "./password.ts";
import { listSessions, listUsers } from "./queries.ts";
import { revokeOtherSessions, revokeOwnSession, revokeSessionsOf, signOut } from "./revoke-sessions.ts";
import { signInWithPassword } from "./sign-in.ts";
import { activityOf, mintPerson, mintUser, type Person, refusal } from "./testing/people.ts";

const key = {
  kind: "key" as const,
  id: "k",
  name: "CI",
  scopes: ["ingest", "read", "write"] as const,
  featureId: null,
};
const withKey = { ...key, scopes: [...key.scopes] };

async function onlyAdmins(people: Person[]): Promise<void> {
  const ids = people.map((person) => person.id);
  await db().user.updateMany({ where: { role: "admin", id: { notIn: ids } }, data: { role: "viewer" } });
}

test("only admins change users; not editors, not keys", async () => {
  const user = await mintUser("viewer");
  for (const role of ["editor", "viewer", "auditor"] as const) {
    const person = await mintPerson(role);
    await expect(changeUser(person, user.id, { role: "admin" })).rejects.toMatchObject(refusal("forbidden"));
    await expect(changeUser(person, person.id, { role: "admin" })).rejects.toMatchObject(
      refusal("forbidden"),
    );
  }
  await expect(changeUser(withKey, user.id, { role: "admin" })).rejects.toMatchObject(refusal("forbidden"));
  expect(await activityOf(user.id)).toEqual([]);
});

test("a new role counts at the next request and is written down once", async () => {
  const admin = await mintPerson("admin");
  const person = await mintPerson("viewer");
  await changeUser(admin, person.id, { role: "editor" });
  await changeUser(admin, person.id, { role: "editor" });
  expect(await principalOfSession(person.sessionId)).toMatchObject({ role: "editor" });
  const rows = await activityOf(person.id);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    action: "user.update",
    actorId: admin.id,
    before: { role: "viewer", disabled: false },
    after: { role: "editor", disabled: false },
  });
});

test("disabling ends every session at once; enabling brings none back", async () => {
  const admin = await mintPerson("admin");
  const person = await mintPerson("editor");
  await changeUser(admin, person.id, { disabled: true });
  expect(await principalOfSession(person.sessionId)).toBeNull();
  await changeUser(admin, person.id, { disabled: false });
  expect(await principalOfSession(person.sessionId)).toBeNull();
  const again = await createSession(person.id);
  expect(await principalOfSession(again.id)).toMatchObject({ id: person.id });
});

test("a session that a sign-in left while its user was being disabled does not come to life on enabling", async () => {
  const admin = await mintPerson("admin");
  const person = await mintPerson("viewer");
  await changeUser(admin, person.id, { disabled: true });
  const { id } = await db().session.create({
    data: { userId: person.id, expiresAt: addDays(new Date(), 1) },
  });
  await changeUser(admin, person.id, { disabled: false });
  expect(await principalOfSession(id)).toBeNull();
});

test("the last admin can be neither demoted nor disabled", async () => {
  const admin = await mintPerson("admin");
  await onlyAdmins([admin]);
  await mintUser("admin", { disabledAt: new Date() });
  await expect(changeUser(admin, admin.id, { role: "editor" })).rejects.toMatchObject(refusal("conflict"));
  await expect(changeUser(admin, admin.id, { disabled: true })).rejects.toMatchObject(refusal("conflict"));
  expect(await activityOf(admin.id)).toEqual([]);
});

test("two admins who demote each other at once: one of them stays", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = [await mintPerson("admin"), await mintPerson("admin")];
    await onlyAdmins([one, two]);
    const results = await Promise.allSettled([
      changeUser(one, two.id, { role: "viewer" }),
      changeUser(two, one.id, { disabled: true }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db().user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
  }
});

test("a profile is one's own to change, not a key's", async () => {
  const person = await mintPerson("viewer");
  await changeProfile(person, { name: "Ines Moor", zone: "Europe/Berlin" });
  await changeProfile(person, { name: "Ines Moor" });
  expect(await db().user.findUnique({ where: { id: person.id } })).toMatchObject({
    name: "Ines Moor",
    zone: "Europe/Berlin",
  });
  expect(await activityOf(person.id)).toHaveLength(1);
  await expect(changeProfile(withKey, { name: "X" })).rejects.toMatchObject(refusal("forbidden"));
});

test("a new password asks for the current one and ends the other sessions", async () => {
  const person = await mintPerson("editor");
  const passwordHash = await hashNewPassword("the first password", person.email);
  await db().user.update({ where: { id: person.id }, data: { passwordHash } });
  const other = await createSession(person.id);
  const wrong = changePassword(person, { current: "wrong", password: "the second password" }, null);
  await expect(wrong).rejects.toMatchObject({ code: "invalid", details: { fields: [{ path: "current" }] } });
  const weak = changePassword(person, { current: "the first password", password: "short" }, null);
  await expect(weak).rejects.toMatchObject({ code: "invalid", details: { fields: [{ path: "password" }] } });
  expect(await principalOfSession(other.id)).not.toBeNull();
  const change = { current: "the first password", password: "the second password" };
  expect(await changePassword(person, change, null)).toEqual({ revoked: 1 });
  expect(await principalOfSession(other.id)).toBeNull();
  expect(await principalOfSession(person.sessionId)).not.toBeNull();
  await signInWithPassword({ email: person.email, password: "the second password", address: null });
  const rows = await activityOf(person.id);
  expect(rows.map((row) => [row.action, row.before, row.after])).toEqual([
    ["user.change_password", null, null],
  ]);
});

test("guessing the current password from an open session is throttled", async () => {
  const person = await mintPerson("editor");
  const passwordHash = await hashNewPassword("the first password", person.email);
  await db().user.update({ where: { id: person.id }, data: { passwordHash } });
  const now = new Date();
  const guess = () =>
    changePassword(person, { current: "wrong", password: "the second password" }, null, now);
  for (let i = 0; i < 5; i += 1) await expect(guess()).rejects.toMatchObject(refusal("invalid"));
  await expect(guess()).rejects.toMatchObject(refusal("rate_limited"));
});

test("one's own sessions: listed, ended one by one and all others; nobody else's", async () => {
  const person = await mintPerson("viewer");
  const stranger = await mintPerson("viewer");
  const [a, b] = [await createSession(person.id), await createSession(person.id)];
  const listed = (await listSessions(person)).items;
  expect(listed.map((session) => session.id).sort()).toEqual([a.id, b.id, person.sessionId].sort());
  expect(listed.filter((session) => session.current).map((session) => session.id)).toEqual([
    person.sessionId,
  ]);
  await expect(revokeOwnSession(stranger, a.id)).rejects.toMatchObject(refusal("not_found"));
  await revokeOwnSession(person, a.id);
  await revokeOwnSession(person, a.id);
  expect(await principalOfSession(a.id)).toBeNull();
  expect(await revokeOtherSessions(person)).toEqual({ revoked: 1 });
  expect(await principalOfSession(b.id)).toBeNull();
  expect(await principalOfSession(person.sessionId)).not.toBeNull();
  expect((await activityOf(person.id)).map((row) => row.action)).toEqual([
    "session.revoke",
    "session.revoke",
  ]);
});

test("an admin ends a user's sessions; nobody else does", async () => {
  const admin = await mintPerson("admin");
  const person = await mintPerson("viewer");
  await expect(revokeSessionsOf(person, admin.id)).rejects.toMatchObject(refusal("forbidden"));
  expect(await revokeSessionsOf(admin, person.id)).toEqual({ revoked: 1 });
  expect(await principalOfSession(person.sessionId)).toBeNull();
});

test("signing out ends the session, once", async () => {
  const person = await mintPerson("viewer");
  await Promise.all([signOut(person.sessionId), signOut(person.sessionId)]);
  expect(await principalOfSession(person.sessionId)).toBeNull();
  expect((await activityOf(person.id)).map((row) => row.action)).toEqual(["session.end"]);
});

test("a session ends after 30 days", async () => {
  const user = await mintUser("viewer");
  const old = await createSession(user.id, undefined, undefined, addDays(new Date(), -31));
  expect(await principalOfSession(old.id)).toBeNull();
});

test("the list of users has no hashes, and keys do not get it", async () => {
  const admin = await mintPerson("admin");
  await db().user.update({
    where: { id: admin.id },
    data: { passwordHash: "$argon2id$secret", oidcSubject: `x ${admin.id}` },
  });
  const { items } = await listUsers(admin);
  expect(JSON.stringify(items)).not.toContain("argon2id");
  expect(items.find((user) => user.id === admin.id)?.signsInWith).toEqual(["password", "single_sign_on"]);
  await expect(listUsers(withKey)).rejects.toMatchObject(refusal("forbidden"));
});
