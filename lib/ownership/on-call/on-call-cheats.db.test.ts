import { beforeEach, expect, test } from "vitest";
import { changeUser } from "#lib/auth/change-user";
import { createPasswordLink, resetPassword } from "#lib/auth/password-link";
import { mintFeature, mintPerson, mintTeam, type Person, refusal } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { addDays, HOUR_MS } from "#lib/core/time";
import { getScorecard } from "#lib/scorecard/queries";
import { addMember, deleteTeam, removeMember } from "#lib/teams/commands";
import type { Feature } from "#prisma/client";
import { assignRotation } from "./assign-rotation.ts";
import { changeRotation, createRotation, planSchedule } from "./change-rotation.ts";
import { getRotation } from "./rotation-queries.ts";
import { takeOver } from "./take-over.ts";

process.env.OIDC_ISSUER = "https://id.example";
process.env.OIDC_CLIENT_ID = "threshold";
process.env.OIDC_CLIENT_SECRET = "of a test";

const weekly = { zone: "Europe/Berlin", handOver: "09:00", period: "weekly", every: 1, weekday: 1 } as const;

let admin: Person;
let team: { id: string; slug: string };
let feature: Feature;
let ada: Person;
let bob: Person;
let slug: string;

/** The on-call check as the scorecard has it; the stored one counts unless the feature is marked as changed. */
async function check(): Promise<{ status?: string; because?: string; validUntil?: string | null }> {
  const card = await getScorecard(await db().feature.findUniqueOrThrow({ where: { id: feature.id } }));
  return card.characteristics.flatMap((one) => one.checks).find((one) => one.id === "on-call") ?? {};
}

const create = (more: { members?: string[]; coversAiIncidents?: boolean; effectiveFrom?: Date } = {}) => {
  const { members = [ada.id, bob.id], coversAiIncidents = true, effectiveFrom } = more;
  slug = `r-${crypto.randomUUID()}`;
  const schedule = { ...weekly, members, effectiveFrom };
  return createRotation(admin, {
    slug,
    name: "Claims primary",
    team: team.slug,
    coversAiIncidents,
    schedule,
  });
};

/** A feature with a rotation of Ada and Bob that is met, judged a moment ago and unchanged for an hour. */
async function met(): Promise<void> {
  await create();
  await assignRotation(admin, feature.slug, slug);
  expect(await check()).toMatchObject({ status: "met" });
  await db().feature.update({
    where: { id: feature.id },
    data: { changedAt: new Date(Date.now() - HOUR_MS) },
  });
}

beforeEach(async () => {
  admin = await mintPerson("admin");
  team = await mintTeam();
  // Owned by another team: what is judged is who is on call, not who owns it.
  feature = await mintFeature((await mintTeam()).id);
  [ada, bob] = [await mintPerson("viewer", [team.id]), await mintPerson("viewer", [team.id])];
});

test("met by a rotation that covers AI incidents, until what was not looked at comes near", async () => {
  await met();
  const until = new Date((await check()).validUntil ?? 0);
  expect(until.getTime()).toBeGreaterThan(addDays(new Date(), 59).getTime());
  expect(until.getTime()).toBeLessThanOrEqual(addDays(new Date(), 60).getTime());
});

test.each([
  ["is disabled", () => changeUser(admin, ada.id, { disabled: true })],
  ["leaves the team", () => removeMember(admin, team.slug, ada.id)],
])("not met once the only member %s, and met again once they are back", async (_, leave) => {
  await create({ members: [ada.id] });
  await assignRotation(admin, feature.slug, slug);
  expect(await check()).toMatchObject({ status: "met" });
  await leave();
  expect(await check()).toMatchObject({ status: "unmet", because: expect.stringContaining(ada.name) });
  await changeUser(admin, ada.id, { disabled: false });
  await addMember(admin, team.slug, ada.id);
  expect(await check()).toMatchObject({ status: "met" });
});

test("not met once one of two cannot sign in: their weeks go to nobody", async () => {
  await met();
  await changeUser(admin, bob.id, { disabled: true });
  expect(await check()).toMatchObject({ status: "unmet", because: expect.stringContaining(bob.name) });
});

test("not met by a rotation that ends within the thirty days; met until then by one that ends later", async () => {
  await met();
  const end = addDays(new Date(), 45);
  await planSchedule(admin, slug, { ...weekly, members: [], effectiveFrom: end });
  expect(await check()).toMatchObject({ status: "met", validUntil: addDays(end, -30).toISOString() });
  await planSchedule(admin, slug, { ...weekly, members: [], effectiveFrom: addDays(new Date(), 20) });
  expect(await check()).toMatchObject({ status: "unmet" });
});

test("not met while somebody who was disabled has taken over, be it for an hour", async () => {
  await met();
  const eve = await mintPerson("viewer", [team.id]);
  const from = addDays(new Date(), 10);
  await takeOver(admin, slug, { userId: eve.id, from, to: new Date(from.getTime() + HOUR_MS) });
  expect(await check()).toMatchObject({ status: "met" });
  await changeUser(admin, eve.id, { disabled: true });
  expect(await check()).toMatchObject({ status: "unmet", because: expect.stringContaining(eve.name) });
});

/** Somebody whom only a single sign-on lets in. */
async function withoutPassword(issuer: string): Promise<Person> {
  const person = await mintPerson("viewer", [team.id]);
  await signsInAt(issuer, person.id);
  return person;
}

const signsInAt = (issuer: string, id: string) =>
  db().user.update({ where: { id }, data: { passwordHash: null, oidcSubject: `${issuer} ${id}` } });

test("not met once a member's only way in is a single sign-on that is no longer in use, until they have another", async () => {
  const known = await withoutPassword("https://id.example");
  await create({ members: [known.id] });
  await assignRotation(admin, feature.slug, slug);
  expect(await check()).toMatchObject({ status: "met" });
  await signsInAt("https://old.example", known.id);
  await db().feature.update({ where: { id: feature.id }, data: { changedAt: new Date() } });
  expect(await check()).toMatchObject({ status: "unmet", because: expect.stringContaining(known.name) });
  const { link } = await createPasswordLink(admin, known.id);
  const device = { userAgent: null, address: null };
  await resetPassword({ token: link.split("/").at(-1) ?? "", password: "a brand new password" }, device);
  expect(await check()).toMatchObject({ status: "met" });
  // Until they had it nobody was on call.
  const first = await db().shift.findFirst({ where: { rotation: { slug } }, orderBy: { startsAt: "asc" } });
  expect(first).toMatchObject({ userId: null, plannedId: known.id });
});

test("nobody takes over or takes turns who is disabled, has no way in or is not in the team", async () => {
  await met();
  const outside = await mintPerson("viewer");
  const disabled = await mintPerson("viewer", [team.id]);
  const left = await withoutPassword("https://old.example");
  await changeUser(admin, disabled.id, { disabled: true });
  for (const userId of [outside.id, disabled.id, left.id]) {
    await expect(takeOver(admin, slug, { userId, to: addDays(new Date(), 1) })).rejects.toMatchObject(
      refusal("invalid"),
    );
    await expect(planSchedule(admin, slug, { ...weekly, members: [userId] })).rejects.toMatchObject(
      refusal("invalid"),
    );
  }
  const { people } = await getRotation(admin, slug, new Date());
  expect(people.map((person) => person.id).sort()).toEqual([ada.id, bob.id].sort());
});

test("not met by a rotation for outages only, nor once it is said to be one", async () => {
  await create({ coversAiIncidents: false });
  await assignRotation(admin, feature.slug, slug);
  expect(await check()).toMatchObject({ status: "unmet", because: expect.stringContaining("AI incidents") });
  await changeRotation(admin, slug, { coversAiIncidents: true });
  expect(await check()).toMatchObject({ status: "met" });
  await changeRotation(admin, slug, { coversAiIncidents: false });
  expect(await check()).toMatchObject({ status: "unmet" });
});

test("a team whose rotation answers for a feature is not deleted, and a rotation of no team is not met", async () => {
  await met();
  await expect(deleteTeam(admin, team.slug)).rejects.toMatchObject(refusal("conflict"));
  await db().team.delete({ where: { id: team.id } });
  await db().feature.update({ where: { id: feature.id }, data: { changedAt: new Date() } });
  expect(await check()).toMatchObject({ status: "unmet", because: expect.stringContaining("no team") });
});

test("not met by a rotation that begins later", async () => {
  await create({ effectiveFrom: addDays(new Date(), 2) });
  await assignRotation(admin, feature.slug, slug);
  expect(await check()).toMatchObject({ status: "unmet" });
});

test("not met once the feature has no rotation any more", async () => {
  await met();
  await assignRotation(admin, feature.slug, null);
  expect(await check()).toMatchObject({ status: "unmet", because: expect.stringContaining("No rotation") });
});
