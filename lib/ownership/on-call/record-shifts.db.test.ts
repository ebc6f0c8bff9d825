import { beforeEach, expect, test } from "vitest";
import { changeUser } from "#lib/auth/change-user";
import { activityOf, mintPerson, mintTeam, type Person, refusal } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { addDays, HOUR_MS } from "#lib/core/time";
import { changeRotation, createRotation, planSchedule } from "./change-rotation.ts";
import { recordEndedShifts, recordShifts } from "./record-shifts.ts";
import { getRotation, listShifts } from "./rotation-queries.ts";
import { cancelTakeOver, takeOver } from "./take-over.ts";

const start = new Date("2026-03-02T08:00:00Z");
const at = (days: number, hours = 0) => new Date(addDays(start, days).getTime() + hours * HOUR_MS);
const weekly = { zone: "Europe/Berlin", handOver: "09:00", period: "weekly", every: 1, weekday: 1 } as const;

let admin: Person;
let team: { id: string; slug: string };
let ada: Person;
let bob: Person;
let slug: string;

beforeEach(async () => {
  admin = await mintPerson("admin");
  team = await mintTeam();
  [ada, bob] = [await mintPerson("viewer", [team.id]), await mintPerson("viewer", [team.id])];
  slug = `r-${crypto.randomUUID()}`;
  await createRotation(
    admin,
    {
      slug,
      name: "Primary",
      team: team.slug,
      coversAiIncidents: true,
      schedule: { ...weekly, members: [ada.id, bob.id] },
    },
    start,
  );
});

const rotationId = async () => (await db().rotation.findUniqueOrThrow({ where: { slug } })).id;

/** What is recorded, as days since the start with the person's name. */
async function recorded(): Promise<[number, number, string | null][]> {
  const rows = await db().shift.findMany({
    where: { rotationId: await rotationId() },
    orderBy: { startsAt: "asc" },
    include: { user: true },
  });
  const days = (date: Date) => (date.getTime() - start.getTime()) / (24 * HOUR_MS);
  return rows.map((row) => [days(row.startsAt), days(row.endsAt), row.user?.name ?? null]);
}

/** Who was on call from the start to `until`, by the hour, as the API answers at `now`. */
async function told(until: Date, now: Date): Promise<(string | null)[]> {
  const range = { from: start.toISOString(), to: until.toISOString() };
  const { items } = await listShifts(admin, slug, range, now);
  const hours = (until.getTime() - start.getTime()) / HOUR_MS;
  return Array.from({ length: hours }, (_, hour) => {
    const moment = at(0, hour).toISOString();
    const found = items.filter((shift) => shift.from <= moment && moment < shift.to);
    expect(found).toHaveLength(1);
    return found[0]?.person?.name ?? null;
  });
}

test("the job records shifts that have ended, once, and leaves the running one", async () => {
  await recordEndedShifts(at(15));
  await Promise.all([recordEndedShifts(at(15)), recordEndedShifts(at(15))]);
  expect(await recorded()).toEqual([
    [0, 7, ada.name],
    [7, 14, bob.name],
  ]);
});

test("a change of the schedule leaves every hour before it as it was told then", async () => {
  const before = await told(at(9), at(9));
  await planSchedule(admin, slug, { ...weekly, members: [bob.id] }, at(9));
  expect(await recorded()).toEqual([
    [0, 7, ada.name],
    [7, 9, bob.name],
  ]);
  expect(await told(at(9), at(30))).toEqual(before);
  expect((await told(at(30), at(30))).slice(9 * 24).every((name) => name === bob.name)).toBe(true);
});

test("somebody who is disabled was on call until then; afterwards their time is a gap, until they are back", async () => {
  await changeUser(admin, ada.id, { disabled: true }, at(2));
  await changeUser(admin, ada.id, { disabled: false }, at(4));
  await recordEndedShifts(at(8));
  expect(await recorded()).toEqual([
    [0, 2, ada.name],
    [2, 4, null],
    [4, 7, ada.name],
  ]);
  const { items } = await listShifts(
    admin,
    slug,
    { from: at(0).toISOString(), to: at(7).toISOString() },
    at(8),
  );
  expect(items[1]).toMatchObject({ person: null, planned: { id: ada.id }, recorded: true });
});

test("an override counts from its beginning, and once it is taken back only up to then", async () => {
  const eve = await mintPerson("viewer", [team.id]);
  const id = await takeOver(
    admin,
    slug,
    { userId: eve.id, from: at(1), to: at(3), reason: "swap" },
    at(0, 5),
  );
  await cancelTakeOver(admin, slug, id, at(2));
  await cancelTakeOver(admin, slug, id, at(2, 1));
  await recordEndedShifts(at(8));
  expect(await recorded()).toEqual([
    [0, 0 + 5 / 24, ada.name],
    [5 / 24, 1, ada.name],
    [1, 2, eve.name],
    [2, 2 + 1 / 24, ada.name],
    [2 + 1 / 24, 7, ada.name],
  ]);
  const { items } = await listShifts(
    admin,
    slug,
    { from: at(0).toISOString(), to: at(7).toISOString() },
    at(8),
  );
  // What recording cut in two is one shift to people.
  expect(items.map((shift) => [shift.person?.name, shift.override])).toEqual([
    [ada.name, false],
    [eve.name, true],
    [ada.name, false],
  ]);
  const other = await takeOver(admin, slug, { userId: eve.id, from: at(9), to: at(10) }, at(8));
  await expect(cancelTakeOver(admin, slug, other, at(11))).rejects.toMatchObject(refusal("conflict"));
});

test("who had taken over and is disabled before the job comes was on call all the same", async () => {
  const eve = await mintPerson("viewer", [team.id]);
  await takeOver(admin, slug, { userId: eve.id, from: at(0), to: at(4) }, at(0));
  await changeUser(admin, eve.id, { disabled: true }, at(4, 1));
  await recordEndedShifts(at(8));
  expect(await recorded()).toEqual([
    [0, 4, eve.name],
    [4, 4 + 1 / 24, ada.name],
    [4 + 1 / 24, 7, ada.name],
  ]);
});

test("nothing is planned for the past", async () => {
  await expect(
    planSchedule(admin, slug, { ...weekly, members: [bob.id], effectiveFrom: at(1) }, at(2)),
  ).rejects.toMatchObject(refusal("invalid"));
  await expect(
    takeOver(admin, slug, { userId: bob.id, from: at(1), to: at(5) }, at(2)),
  ).rejects.toMatchObject(refusal("invalid"));
  await expect(takeOver(admin, slug, { userId: bob.id, to: at(1) }, at(2))).rejects.toMatchObject(
    refusal("invalid"),
  );
});

test("the record refuses to be changed, and shifts of a rotation cannot overlap", async () => {
  await recordEndedShifts(at(8));
  const id = await rotationId();
  await expect(
    db().shift.updateMany({ where: { rotationId: id }, data: { userId: bob.id } }),
  ).rejects.toThrow(/append-only/);
  await expect(db().shift.deleteMany({ where: { rotationId: id } })).rejects.toThrow(/append-only/);
  await expect(
    db().shift.create({ data: { rotationId: id, startsAt: at(6), endsAt: at(9) } }),
  ).rejects.toThrow(/shift_no_overlap/);
  await expect(db().rotationSchedule.deleteMany({ where: { rotationId: id } })).rejects.toThrow(
    /append-only/,
  );
  await expect(db().rotationMember.deleteMany({ where: { userId: ada.id } })).rejects.toThrow(/append-only/);
  const override = await takeOver(admin, slug, { userId: bob.id, to: at(9) }, at(8));
  await expect(
    db().rotationOverride.update({ where: { id: override }, data: { endsAt: at(20) } }),
  ).rejects.toThrow(/only be cancelled/);
});

test("two changes at the same moment both record, and no stretch twice", async () => {
  await Promise.all([
    planSchedule(admin, slug, { ...weekly, members: [bob.id] }, at(9)),
    planSchedule(admin, slug, { ...weekly, members: [ada.id] }, at(9)),
    recordEndedShifts(at(9)),
    changeUser(admin, bob.id, { disabled: true }, at(9)).catch(() => undefined),
  ]);
  const rows = await recorded();
  expect(rows[0]?.[0]).toBe(0);
  expect(rows.at(-1)?.[1]).toBe(9);
  rows.forEach((row, index) => {
    if (index > 0) expect(row[0]).toBe(rows[index - 1]?.[1]);
  });
});

test("a rotation that was kept elsewhere comes with its past, recorded when it is made", async () => {
  slug = `r-${crypto.randomUUID()}`;
  const schedule = { ...weekly, members: [ada.id, bob.id], effectiveFrom: at(-14) };
  await createRotation(
    admin,
    { slug, name: "Old", team: team.slug, coversAiIncidents: true, schedule },
    at(1),
  );
  expect(await recorded()).toEqual([
    [-14, -7, ada.name],
    [-7, 0, bob.name],
    [0, 1, ada.name],
  ]);
});

test("who may change a rotation: admins, editors and members of its team; the log says what was done", async () => {
  const [editor, viewer, member] = [
    await mintPerson("editor"),
    await mintPerson("viewer"),
    await mintPerson("viewer", [team.id]),
  ];
  const change = { name: "Secondary" };
  await expect(changeRotation(viewer, slug, change, at(1))).rejects.toMatchObject(refusal("forbidden"));
  await changeRotation(member, slug, change, at(1));
  await changeRotation(editor, slug, { coversAiIncidents: false }, at(1));
  await changeRotation(editor, slug, { coversAiIncidents: false }, at(1));
  const log = (await activityOf(slug)).map((row) => [row.action, row.actorName]);
  expect(log).toEqual([
    ["rotation.create", admin.name],
    ["rotation.update", member.name],
    ["rotation.update", editor.name],
  ]);
  const auditor = await mintPerson("auditor", [team.id]);
  await expect(changeRotation(auditor, slug, change, at(2))).rejects.toMatchObject(refusal("forbidden"));
  expect((await getRotation(auditor, slug, at(2))).mayChange).toBe(false);
  expect((await getRotation(member, slug, at(2))).mayChange).toBe(true);
});

test("a rotation whose first shift is still to come has no past to record", async () => {
  const id = await rotationId();
  await db().$transaction((tx) => recordShifts(tx, [id], at(-1)));
  expect(await recorded()).toEqual([]);
});
