import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { changeProfile } from "#lib/auth/change-profile";
import { changeUser } from "#lib/auth/change-user";
import { acceptInvitation, createInvitation } from "#lib/auth/invitations";
import { mintFeature, mintPerson, mintTeam } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { HOUR_MS } from "#lib/core/time";
import { getScorecard } from "#lib/scorecard/queries";
import { addMember, changeTeam, removeMember } from "./commands.ts";

const password = "correct horse battery";
const device = { userAgent: null, address: null };

/** What the scorecard says of the owner; the stored one counts unless the feature is marked as changed. */
async function ownerOf(featureId: number): Promise<string> {
  const feature = await db().feature.findUniqueOrThrow({ where: { id: featureId } });
  const card = await getScorecard(feature);
  const checks = card.characteristics.flatMap((one) => one.checks);
  const owner = checks.find((check) => check.id === "owner");
  return `${owner?.status}: ${owner?.because}`;
}

/** Makes the feature look unchanged for an hour, and its scorecard just judged. */
async function settle(featureId: number): Promise<string> {
  const said = await ownerOf(featureId);
  const data = { changedAt: new Date(Date.now() - HOUR_MS) };
  await db().feature.update({ where: { id: featureId }, data });
  expect(await ownerOf(featureId)).toBe(said);
  return said;
}

test("every change of who owns a feature is on its scorecard at once", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const [feature, other] = [await mintFeature(team.id), await mintFeature()];
  const { id } = other;
  const untouched = (await db().feature.findUniqueOrThrow({ where: { id } })).changedAt;
  const [ada, bob] = [await mintPerson("viewer"), await mintPerson("viewer")];
  const email = `${randomUUID()}@example.com`;
  const { link } = await createInvitation(admin, { email, role: "viewer", team: team.slug });
  const token = link.split("/").at(-1) ?? "";
  await addMember(admin, team.slug, ada.id);

  const changes: (() => Promise<unknown>)[] = [
    () => changeTeam(admin, team.slug, { accountable: ada.id }),
    () => addMember(admin, team.slug, bob.id),
    () => acceptInvitation({ token, name: "Eve", password }, device),
    () => removeMember(admin, team.slug, bob.id),
    () => changeTeam(admin, team.slug, { name: "Renamed" }),
    () => changeProfile(ada, { name: "Ada Byron" }),
    () => changeUser(admin, ada.id, { disabled: true }),
    () => changeUser(admin, ada.id, { disabled: false }),
    () => changeTeam(admin, team.slug, { accountable: null }),
  ];
  for (const [index, change] of changes.entries()) {
    const before = await settle(feature.id);
    await change();
    expect(await ownerOf(feature.id), `change ${index}`).not.toBe(before);
  }
  const same = await db().feature.findUniqueOrThrow({ where: { id } });
  expect(same.changedAt).toEqual(untouched);
});
