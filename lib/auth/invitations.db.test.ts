import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { principalOfSession } from "./authenticate.ts";
import { changeUser } from "./change-user.ts";
import { acceptInvitation, createInvitation, revokeInvitation } from "./invitations.ts";
import { openInvitation } from "./queries.ts";
import { activityOf, mintPerson, mintTeam, refusal } from "./testing/people.ts";

const device = { userAgent: null, address: null };
const anEmail = () => `${randomUUID()}@example.com`;
const tokenOf = (link: string) => link.split("/invite/")[1] ?? "";
const accepting = (link: string, now?: Date) =>
  acceptInvitation({ token: tokenOf(link), name: "Jo Lind", password: "correct horse battery" }, device, now);

test("an invitation is accepted once, with its role and team, and signs in", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const email = anEmail();
  const invitation = await createInvitation(admin, { email, role: "viewer", team: team.slug });
  expect(await openInvitation(tokenOf(invitation.link))).toMatchObject({
    email,
    role: "viewer",
    team: team.name,
  });
  const { user, session } = await accepting(invitation.link);
  expect(await principalOfSession(session.id)).toMatchObject({ email, role: "viewer", teamIds: [team.id] });
  await expect(accepting(invitation.link)).rejects.toMatchObject(refusal("not_found"));
  expect(await openInvitation(tokenOf(invitation.link))).toBeNull();
  expect((await activityOf(invitation.id)).map((row) => row.action)).toEqual(["invitation.create"]);
  const accepted = await activityOf(user.id);
  expect(accepted.map((row) => row.action)).toEqual(["invitation.accept"]);
  expect(JSON.stringify(accepted[0]?.after)).not.toContain("argon2");
});

test("the link's token is nowhere in the database", async () => {
  const admin = await mintPerson("admin");
  const { id, link } = await createInvitation(admin, { email: anEmail(), role: "viewer" });
  const stored = JSON.stringify([
    await db().invitation.findUnique({ where: { id } }),
    (await activityOf(id)).map((row) => [row.before, row.after, row.subjectName]),
  ]);
  expect(stored).not.toContain(tokenOf(link));
});

test("two who accept at once: one user", async () => {
  const admin = await mintPerson("admin");
  const email = anEmail();
  const { link } = await createInvitation(admin, { email, role: "editor" });
  const results = await Promise.allSettled([accepting(link), accepting(link), accepting(link)]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await db().user.count({ where: { email } })).toBe(1);
});

test("an invitation ends after 7 days, when it is revoked, and when a newer one replaces it", async () => {
  const admin = await mintPerson("admin");
  const email = anEmail();
  const first = await createInvitation(admin, { email, role: "viewer" });
  await expect(accepting(first.link, addDays(new Date(), 7.01))).rejects.toMatchObject(refusal("not_found"));
  const second = await createInvitation(admin, { email, role: "editor" });
  await expect(accepting(first.link)).rejects.toMatchObject(refusal("not_found"));
  await revokeInvitation(admin, second.id);
  await revokeInvitation(admin, second.id);
  await expect(accepting(second.link)).rejects.toMatchObject(refusal("not_found"));
  expect(await db().user.count({ where: { email } })).toBe(0);
  expect((await activityOf(second.id)).map((row) => row.action)).toEqual([
    "invitation.create",
    "invitation.revoke",
  ]);
});

test("an invitation is worth nothing once its admin is none", async () => {
  const admin = await mintPerson("admin");
  const other = await mintPerson("admin");
  const { link } = await createInvitation(admin, { email: anEmail(), role: "admin" });
  await changeUser(other, admin.id, { disabled: true });
  await expect(accepting(link)).rejects.toMatchObject(refusal("not_found"));
});

test("a weak password keeps the invitation open", async () => {
  const admin = await mintPerson("admin");
  const { link } = await createInvitation(admin, { email: anEmail(), role: "viewer" });
  const weak = acceptInvitation({ token: tokenOf(link), name: "Jo", password: "short" }, device);
  await expect(weak).rejects.toMatchObject(refusal("invalid"));
  await accepting(link);
});

test("only admins invite and revoke; users are not invited again; the team must exist", async () => {
  const admin = await mintPerson("admin");
  const { id } = await createInvitation(admin, { email: anEmail(), role: "viewer" });
  for (const role of ["editor", "viewer", "auditor"] as const) {
    const person = await mintPerson(role);
    await expect(createInvitation(person, { email: anEmail(), role: "viewer" })).rejects.toMatchObject(
      refusal("forbidden"),
    );
    await expect(revokeInvitation(person, id)).rejects.toMatchObject(refusal("forbidden"));
  }
  const again = createInvitation(admin, { email: admin.email, role: "viewer" });
  await expect(again).rejects.toMatchObject(refusal("conflict"));
  const lost = createInvitation(admin, { email: anEmail(), role: "viewer", team: "no-such-team" });
  await expect(lost).rejects.toMatchObject({ code: "invalid", details: { fields: [{ path: "team" }] } });
});
