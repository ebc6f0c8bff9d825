import { expect, test } from "vitest";
import { activityOf, mintFeature, mintPerson, mintTeam, mintUser, refusal } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { contactsOfTeams, owningTeam } from "#lib/ownership/queries";
import { changeTeam } from "./commands.ts";
import { readTeam } from "./queries.ts";
import { contactsInput } from "./schema.ts";

const contacts = {
  chat: "#claims-oncall",
  email: "claims@example.com",
  phone: "+49 30 1234567",
  escalation: "After 15 minutes call Ines Moor.",
  escalationUrl: "https://wiki.example.com/escalation",
};

test("a member says how the team is reached; what is left out stays, an empty text clears", async () => {
  const team = await mintTeam();
  const member = await mintPerson("viewer", [team.id]);
  const saved = await changeTeam(member, team.slug, { contacts });
  expect(saved.contacts).toEqual(contacts);
  expect(await owningTeam(team.id)).toMatchObject({ contacts });
  expect((await contactsOfTeams([team.id])).get(team.id)).toEqual(contacts);
  await changeTeam(member, team.slug, { contacts: contactsInput.parse({ phone: "", email: null }) });
  expect((await readTeam(member, team.slug)).contacts).toEqual({ ...contacts, phone: null, email: null });
  await changeTeam(member, team.slug, { contacts: { chat: contacts.chat } });
  const rows = await activityOf(team.id);
  expect(rows.map((row) => row.action)).toEqual(["team.update", "team.update"]);
  expect(rows[1]).toMatchObject({ before: { phone: contacts.phone }, after: { phone: null } });
});

test("nobody else does, and a key that is bound to a feature does not read them", async () => {
  const team = await mintTeam();
  const feature = await mintFeature(team.id);
  for (const person of [await mintPerson("viewer"), await mintPerson("auditor", [team.id])])
    await expect(changeTeam(person, team.slug, { contacts })).rejects.toMatchObject(refusal("forbidden"));
  const member = await mintPerson("viewer", [team.id]);
  await expect(changeTeam(member, team.slug, { name: "Mine", contacts })).rejects.toMatchObject(
    refusal("forbidden"),
  );
  await changeTeam(await mintPerson("editor"), team.slug, { contacts });
  const key = { kind: "key" as const, id: "k", name: "CI", scopes: ["read" as const], featureId: feature.id };
  expect((await readTeam(key, team.slug)).contacts.phone).toBeNull();
  expect((await readTeam({ ...key, featureId: null }, team.slug)).contacts.phone).toBe(contacts.phone);
});

test.each([
  { email: "claims" },
  { phone: "call me" },
  { phone: "12\n34567" },
  { chat: "a\nb" },
  { chat: "x".repeat(201) },
  { escalationUrl: "javascript:alert(1)" },
  { escalationUrl: "wiki" },
  { escalation: "a\0" },
  { pager: "x" },
])("%j is no contact", (body) => {
  expect(contactsInput.safeParse(body).success).toBe(false);
});

test("somebody without an account to sign in with is not made accountable", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const nobody = await mintUser("viewer", { passwordHash: null });
  await db().teamMember.create({ data: { teamId: team.id, userId: nobody.id } });
  await expect(changeTeam(admin, team.slug, { accountable: nobody.id })).rejects.toMatchObject(
    refusal("invalid"),
  );
});
