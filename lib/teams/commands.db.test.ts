import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { principalOfSession } from "#lib/auth/authenticate";
import { canWriteFeature } from "#lib/auth/domain";
import { createInvitation } from "#lib/auth/invitations";
import { activityOf, mintFeature, mintPerson, mintTeam, mintUser, refusal } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { registerFeature } from "#lib/features/commands";
import { addMember, changeTeam, createTeam, deleteTeam, removeMember } from "./commands.ts";
import { listTeams, readTeam } from "./queries.ts";

const key = (featureId: number | null) => ({
  kind: "key" as const,
  id: "k",
  name: "CI",
  scopes: ["read" as const, "write" as const],
  featureId,
});

test("admins, editors and keys for every feature make teams; a slug is taken once", async () => {
  const editor = await mintPerson("editor");
  const slug = `t-${randomUUID()}`;
  const results = await Promise.allSettled([
    createTeam(editor, { slug, name: "Care" }),
    createTeam(key(null), { slug, name: "Care again" }),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  const team = await db().team.findUniqueOrThrow({ where: { slug } });
  expect((await activityOf(team.id)).map((row) => row.action)).toEqual(["team.create"]);
  for (const principal of [await mintPerson("viewer"), await mintPerson("auditor"), key(7)]) {
    const attempt = createTeam(principal, { slug: `t-${randomUUID()}`, name: "No" });
    await expect(attempt).rejects.toMatchObject(refusal("forbidden"));
  }
});

test("membership is for admins and counts at the member's next request", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const feature = await mintFeature(team.id);
  const person = await mintPerson("viewer");
  for (const principal of [await mintPerson("editor"), person, key(null)]) {
    await expect(addMember(principal, team.slug, person.id)).rejects.toMatchObject(refusal("forbidden"));
    await expect(removeMember(principal, team.slug, person.id)).rejects.toMatchObject(refusal("forbidden"));
  }
  const may = async () => {
    const principal = await principalOfSession(person.sessionId);
    return principal !== null && canWriteFeature(principal, feature);
  };
  expect(await may()).toBe(false);
  await addMember(admin, team.slug, person.id);
  await addMember(admin, team.slug, person.id);
  expect(await may()).toBe(true);
  const changed = await db().feature.findUniqueOrThrow({ where: { id: feature.id } });
  expect(changed.changedAt.getTime()).toBeGreaterThan(feature.changedAt.getTime());
  await removeMember(admin, team.slug, person.id);
  expect(await may()).toBe(false);
  expect((await activityOf(team.id)).map((row) => row.action)).toEqual([
    "team.add_member",
    "team.remove_member",
  ]);
});

test("nobody who is disabled joins a team", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const user = await mintUser("viewer", { disabledAt: new Date() });
  await expect(addMember(admin, team.slug, user.id)).rejects.toMatchObject(refusal("conflict"));
  await expect(addMember(admin, team.slug, randomUUID())).rejects.toMatchObject(refusal("not_found"));
});

test("the accountable person is an active member, and stays one", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const user = await mintUser("viewer");
  const name = (accountable: string) => changeTeam(admin, team.slug, { accountable });
  await expect(name(user.id)).rejects.toMatchObject({
    code: "invalid",
    details: { fields: [{ path: "accountable" }] },
  });
  await addMember(admin, team.slug, user.id);
  expect((await name(user.id)).accountable).toEqual({ id: user.id, name: user.name });
  await expect(removeMember(admin, team.slug, user.id)).rejects.toMatchObject(refusal("conflict"));
  await changeTeam(admin, team.slug, { accountable: null });
  await db().user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
  await expect(name(user.id)).rejects.toMatchObject(refusal("invalid"));
  await expect(
    changeTeam(await mintPerson("editor"), team.slug, { accountable: user.id }),
  ).rejects.toMatchObject(refusal("forbidden"));
});

test("naming somebody accountable and removing them at once never leaves an accountable stranger", async () => {
  const admin = await mintPerson("admin");
  for (let round = 0; round < 5; round += 1) {
    const team = await mintTeam();
    const user = await mintUser("viewer");
    await addMember(admin, team.slug, user.id);
    await Promise.allSettled([
      changeTeam(admin, team.slug, { accountable: user.id }),
      removeMember(admin, team.slug, user.id),
    ]);
    const after = await readTeam(admin, team.slug);
    if (after.accountable) expect(after.members.map((member) => member.id)).toContain(user.id);
    else expect(after.members).toEqual([]);
  }
});

test("renaming is written down with before and after, and only when something changes", async () => {
  const editor = await mintPerson("editor");
  const team = await mintTeam();
  await changeTeam(editor, team.slug, { name: "Claims" });
  await changeTeam(editor, team.slug, { name: "Claims" });
  const rows = await activityOf(team.id);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    before: { name: team.name, accountable: null },
    after: { name: "Claims", accountable: null },
  });
});

test("a team that owns a feature is not deleted", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const feature = await mintFeature(team.id);
  await expect(deleteTeam(await mintPerson("editor"), team.slug)).rejects.toMatchObject(refusal("forbidden"));
  await expect(deleteTeam(admin, team.slug)).rejects.toMatchObject(refusal("conflict"));
  await db().feature.update({ where: { id: feature.id }, data: { teamId: null } });
  await deleteTeam(admin, team.slug);
  await expect(deleteTeam(admin, team.slug)).rejects.toMatchObject(refusal("not_found"));
  expect((await activityOf(team.id)).map((row) => row.action)).toEqual(["team.delete"]);
});

test("keys see teams without their people; bound ones without other features", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const feature = await mintFeature(team.id);
  const user = await mintUser("viewer");
  await addMember(admin, team.slug, user.id);
  expect((await readTeam(admin, team.slug)).members.map((member) => member.id)).toEqual([user.id]);
  const seen = (await listTeams(key(null))).items.find((item) => item.slug === team.slug);
  expect(seen).toMatchObject({ members: [], features: [{ slug: feature.slug }] });
  expect((await readTeam(key(99_999), team.slug)).features).toEqual([]);
});

test("a team that is deleted while it gets a feature or a guest: one of both is refused", async () => {
  const admin = await mintPerson("admin");
  const input = { name: "Claims", stakes: "low", audience: "internal", lifecycle: "pilot" } as const;
  for (let round = 0; round < 12; round++) {
    const { slug } = await mintTeam();
    const results = await Promise.allSettled([
      registerFeature(admin, `f-${randomUUID()}`, { ...input, team: slug }),
      createInvitation(admin, { email: `${randomUUID()}@example.com`, role: "viewer", team: slug }),
      deleteTeam(admin, slug),
    ]);
    const reasons = results.flatMap((one) => (one.status === "rejected" ? [one.reason.name] : []));
    expect(new Set([...reasons, "AppError"])).toEqual(new Set(["AppError"]));
    expect(results[0]?.status === "fulfilled" && results[2]?.status === "fulfilled").toBe(false);
  }
});
