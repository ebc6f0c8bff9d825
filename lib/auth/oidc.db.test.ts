import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { createInvitation } from "./invitations.ts";
import { acceptOidcSignIn, oidcSubject } from "./oidc.ts";
import { activityOf, mintPerson, mintTeam, mintUser, refusal } from "./testing/people.ts";

const issuer = "https://id.example.com";
const claims = (email: string, more: object = {}) => ({
  sub: randomUUID(),
  email,
  email_verified: true,
  name: "Sam Bell",
  ...more,
});
const anEmail = () => `${randomUUID()}@example.com`;

test("nobody gets in without being a user or invited", async () => {
  const email = anEmail();
  await expect(acceptOidcSignIn(issuer, claims(email))).rejects.toMatchObject(refusal("forbidden"));
  expect(await db().user.count({ where: { email } })).toBe(0);
});

test("a verified e-mail links an existing user once; afterwards the subject decides", async () => {
  const user = await mintUser("editor");
  const given = claims(user.email.toUpperCase());
  expect(await acceptOidcSignIn(issuer, given)).toMatchObject({ id: user.id });
  // The address at the provider changed: still the same person, and the address here stays.
  expect(await acceptOidcSignIn(issuer, { ...given, email: anEmail() })).toMatchObject({
    id: user.id,
    email: user.email,
  });
  expect((await activityOf(user.id)).map((row) => row.action)).toEqual(["user.link_single_sign_on"]);
});

test("an e-mail that is not verified opens nothing", async () => {
  const user = await mintUser("admin");
  for (const email_verified of [false, undefined]) {
    const attempt = acceptOidcSignIn(issuer, claims(user.email, { email_verified }));
    await expect(attempt).rejects.toMatchObject(refusal("forbidden"));
  }
});

test("an address that moved to another person does not take the account over", async () => {
  const user = await mintUser("admin");
  await acceptOidcSignIn(issuer, claims(user.email));
  await expect(acceptOidcSignIn(issuer, claims(user.email))).rejects.toMatchObject(refusal("forbidden"));
  const elsewhere = await mintUser("viewer");
  const other = claims(elsewhere.email);
  await acceptOidcSignIn(issuer, other);
  // A linked person whose address becomes an admin's stays who they are.
  expect(await acceptOidcSignIn(issuer, { ...other, email: user.email })).toMatchObject({ id: elsewhere.id });
});

test("the same subject of another issuer is somebody else", async () => {
  const user = await mintUser("viewer");
  const given = claims(user.email);
  await acceptOidcSignIn(issuer, given);
  const other = acceptOidcSignIn("https://other.example.com", { ...given, email: anEmail() });
  await expect(other).rejects.toMatchObject(refusal("forbidden"));
});

test("a disabled user stays out, linked or not", async () => {
  const unlinked = await mintUser("editor", { disabledAt: new Date() });
  await expect(acceptOidcSignIn(issuer, claims(unlinked.email))).rejects.toMatchObject(refusal("forbidden"));
  const given = claims(anEmail());
  await mintUser("editor", { disabledAt: new Date(), oidcSubject: oidcSubject(issuer, given.sub) });
  await expect(acceptOidcSignIn(issuer, given)).rejects.toMatchObject(refusal("forbidden"));
});

test("a pending invitation is accepted by e-mail, once, also by two tabs at once", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const email = anEmail();
  await createInvitation(admin, { email, role: "viewer", team: team.slug });
  const given = claims(email);
  const users = await Promise.all([acceptOidcSignIn(issuer, given), acceptOidcSignIn(issuer, given)]);
  expect(new Set(users.map((user) => user.id)).size).toBe(1);
  const made = await db().user.findUniqueOrThrow({ where: { email }, include: { memberships: true } });
  expect(made).toMatchObject({ role: "viewer", name: "Sam Bell", passwordHash: null });
  expect(made.memberships).toHaveLength(1);
});

test("an invitation to be admin is not accepted by e-mail alone", async () => {
  const admin = await mintPerson("admin");
  const email = anEmail();
  await createInvitation(admin, { email, role: "admin" });
  await expect(acceptOidcSignIn(issuer, claims(email))).rejects.toMatchObject(refusal("forbidden"));
});
