import { expect, test } from "vitest";
import { mintFeature, mintPerson, mintTeam, mintUser } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { answerFor, mintRotation } from "#lib/ownership/testing/rotations";
import { onCallNow } from "./on-call-queries.ts";
import { isOnRotation } from "./on-rotation.ts";

const monday = new Date("2026-01-12T08:00:00Z");

test("who is on call, until when and who then; a feature without a rotation has no entry", async () => {
  const team = await mintTeam();
  const [ada, bob] = [await mintPerson("viewer", [team.id]), await mintPerson("viewer", [team.id])];
  const [feature, other] = [await mintFeature(team.id), await mintFeature(team.id)];
  const rotation = await mintRotation(team.id, [ada.id, bob.id]);
  await answerFor(feature.id, rotation.id);
  const found = await onCallNow([feature.id, other.id], new Date(monday.getTime() - 1));
  expect([...found.keys()]).toEqual([feature.id]);
  expect(found.get(feature.id)).toEqual({
    rotation: { slug: rotation.slug, name: rotation.name, zone: "Europe/Berlin" },
    person: { id: ada.id, name: ada.name },
    until: monday.toISOString(),
    next: { person: { id: bob.id, name: bob.name }, from: monday.toISOString() },
  });
});

test("nobody is on call in the time of somebody who cannot sign in or is not in the team", async () => {
  const team = await mintTeam();
  const feature = await mintFeature(team.id);
  const outside = await mintPerson("viewer");
  const disabled = await mintUser("viewer", { disabledAt: new Date("2026-01-01T00:00:00Z") });
  await db().teamMember.create({ data: { teamId: team.id, userId: disabled.id } });
  for (const userId of [outside.id, disabled.id]) {
    const rotation = await mintRotation(team.id, [userId]);
    await answerFor(feature.id, rotation.id);
    const found = (await onCallNow([feature.id], monday)).get(feature.id);
    expect(found).toMatchObject({ person: null, until: null, next: null });
    expect(await db().$transaction((tx) => isOnRotation(tx, feature.id, userId, monday))).toBe(false);
  }
});

test("on the rotation are the members of the schedule in force and who took over in its time", async () => {
  const team = await mintTeam();
  const feature = await mintFeature(team.id);
  const [ada, bob, eve] = [
    await mintPerson("viewer", [team.id]),
    await mintPerson("viewer", [team.id]),
    await mintPerson("viewer", [team.id]),
  ];
  const is = (userId: string, at: Date) =>
    db().$transaction((tx) => isOnRotation(tx, feature.id, userId, at));
  expect(await is(ada.id, monday)).toBe(false);
  const rotation = await mintRotation(team.id, [ada.id]);
  await answerFor(feature.id, rotation.id);
  await db().rotationOverride.create({
    data: {
      rotationId: rotation.id,
      number: 1,
      userId: bob.id,
      startsAt: monday,
      endsAt: new Date("2026-01-13T08:00:00Z"),
      createdAt: monday,
      createdByName: "a test",
    },
  });
  expect(await is(ada.id, monday)).toBe(true);
  expect(await is(bob.id, new Date(monday.getTime() - 1))).toBe(false);
  expect(await is(bob.id, monday)).toBe(true);
  expect(await is(bob.id, new Date("2026-03-01T08:00:00Z"))).toBe(true);
  expect(await is(eve.id, monday)).toBe(false);
  expect(await is(ada.id, new Date("2026-01-01T00:00:00Z"))).toBe(false);
});

test("a rotation that is entered afterwards puts nobody on it before", async () => {
  const team = await mintTeam();
  const feature = await mintFeature(team.id);
  const ada = await mintPerson("viewer", [team.id]);
  const rotation = await mintRotation(team.id, [ada.id], { plannedAt: monday });
  await answerFor(feature.id, rotation.id);
  const is = (at: Date) => db().$transaction((tx) => isOnRotation(tx, feature.id, ada.id, at));
  expect(await is(new Date(monday.getTime() - 1))).toBe(false);
  expect(await is(monday)).toBe(true);
});
