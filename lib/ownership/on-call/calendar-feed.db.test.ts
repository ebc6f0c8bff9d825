import { beforeEach, expect, test } from "vitest";
import { GET } from "#app/api/ical/[file]/route";
import { changeUser } from "#lib/auth/change-user";
import {
  activityOf,
  mintFeature,
  mintPerson,
  mintTeam,
  type Person,
  refusal,
} from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { addDays, HOUR_MS } from "#lib/core/time";
import { answerFor, mintRotation } from "#lib/ownership/testing/rotations";
import { calendarFeed } from "./calendar-feed.ts";
import { createCalendarLink, listCalendarLinks, revokeCalendarLink } from "./calendar-links.ts";
import { planSchedule } from "./change-rotation.ts";
import { recordEndedShifts } from "./record-shifts.ts";
import { takeOver } from "./take-over.ts";

const start = new Date("2026-01-05T08:00:00Z");
const now = addDays(start, 31);

let admin: Person;
let team: { id: string };
let ada: Person;
let bob: Person;
let rotation: { id: string; slug: string; name: string };

beforeEach(async () => {
  admin = await mintPerson("admin");
  team = await mintTeam();
  [ada, bob] = [await mintPerson("viewer", [team.id]), await mintPerson("viewer", [team.id])];
  rotation = await mintRotation(team.id, [ada.id, bob.id]);
});

const tokenOf = (url: string) => /\/api\/ical\/([\w-]{43})\.ics$/.exec(url)?.[1] ?? "";

type Event = Record<string, string>;

/** The events of a file by their properties. */
function eventsOf(text: string | null): Event[] {
  const lines = (text ?? "").replaceAll("\r\n ", "").split("\r\n");
  const events: Event[] = [];
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") events.push({});
    const colon = line.indexOf(":");
    const last = events.at(-1);
    if (last) last[line.slice(0, colon)] = line.slice(colon + 1);
  }
  return events;
}

const feed = async (url: string, at: Date) => eventsOf(await calendarFeed(tokenOf(url), at));

test("a rotation's feed has what was and the next 90 days, without an overlap", async () => {
  const feature = await mintFeature(team.id);
  await answerFor(feature.id, rotation.id);
  const { url } = await createCalendarLink(ada, rotation.slug);
  const events = await feed(url, now);
  expect(events[0]).toMatchObject({
    DTSTART: "20260105T080000Z",
    DTEND: "20260112T080000Z",
    SUMMARY: `${ada.name} on call: ${rotation.name}`,
    DESCRIPTION: `Answers for ${feature.name}.`,
    URL: `http://localhost:3000/on-call/${rotation.slug}`,
  });
  events.forEach((event, index) => {
    if (index > 0) expect(event.DTSTART).toBe(events[index - 1]?.DTEND);
  });
  expect(events.at(-1)).toMatchObject({ DTSTART: "20260504T070000Z", DTEND: "20260511T070000Z" });
});

test("the last event is whole: a turn, an override, and what has no end ends with a day", async () => {
  const { url } = await createCalendarLink(ada, rotation.slug);
  const lastAt = async (at: Date) => (await feed(url, at)).at(-1);
  const hours = (count: number) => new Date(now.getTime() + count * HOUR_MS);
  expect(await lastAt(hours(1.37))).toMatchObject({ DTEND: "20260511T070000Z" });
  await takeOver(
    admin,
    rotation.slug,
    { userId: bob.id, from: addDays(now, 80), to: addDays(now, 110) },
    now,
  );
  expect(await lastAt(hours(1.37))).toMatchObject({ DTSTART: "20260426T080000Z", DTEND: "20260526T080000Z" });
  const weekly = { zone: "UTC", handOver: "09:00", period: "weekly", every: 1, weekday: 1 } as const;
  const ended = await mintRotation(team.id, [ada.id]);
  await planSchedule(admin, ended.slug, { ...weekly, members: [] }, now);
  const { url: other } = await createCalendarLink(ada, ended.slug);
  for (const at of [1, 1.37])
    expect((await feed(other, hours(at))).at(-1)).toMatchObject({
      DTSTART: "20260205T080000Z",
      DTEND: "20260507T000000Z",
    });
});

test("the same shift has the same UID whenever it is read, before and after it was recorded", async () => {
  const { url } = await createCalendarLink(ada, rotation.slug);
  const uids = (events: Event[]) => events.map((event) => `${event.UID} ${event.DTSTART}`);
  const before = uids(await feed(url, now));
  await recordEndedShifts(now);
  const later = addDays(now, 3);
  await takeOver(
    admin,
    rotation.slug,
    { userId: bob.id, from: addDays(now, 60), to: addDays(now, 61) },
    later,
  );
  const after = uids(await feed(url, later));
  expect(after.filter((uid) => before.includes(uid))).toEqual(before);
  expect(new Set(after).size).toBe(after.length);
});

test("one's own feed has one's own shifts only, over every rotation, and the past stays after leaving", async () => {
  const second = await mintRotation(team.id, [ada.id], { from: addDays(start, 1) });
  const { url } = await createCalendarLink(ada, null);
  const events = await feed(url, now);
  expect(new Set(events.map((event) => event.SUMMARY))).toEqual(
    new Set([`On call: ${rotation.name}`, `On call: ${second.name}`]),
  );
  const weekly = { zone: "UTC", handOver: "09:00", period: "weekly", every: 1, weekday: 1 } as const;
  await planSchedule(admin, rotation.slug, { ...weekly, members: [bob.id] }, now);
  const left = (await feed(url, addDays(now, 1))).filter((e) => e.SUMMARY === `On call: ${rotation.name}`);
  expect(left.map((event) => event.DTSTART)).toEqual([
    "20260105T080000Z",
    "20260119T080000Z",
    "20260202T080000Z",
  ]);
  expect(left.at(-1)?.DTEND).toBe("20260205T080000Z");
});

test("only the hash of the token is stored, it is shown once, and nothing of it is in the log", async () => {
  const made = await createCalendarLink(ada, rotation.slug);
  const token = tokenOf(made.url);
  expect(token).toHaveLength(43);
  const row = await db().calendarLink.findUniqueOrThrow({ where: { id: made.id } });
  expect(row.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  const said = JSON.stringify([row, await listCalendarLinks(ada), await activityOf(made.id)], (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(said).not.toContain(token);
  expect(await listCalendarLinks(bob)).toEqual([]);
});

test("an address stops at once when it is revoked, and when its owner can no longer sign in", async () => {
  const [first, second] = [await createCalendarLink(ada, null), await createCalendarLink(ada, null)];
  await expect(revokeCalendarLink(bob, first.id)).rejects.toMatchObject(refusal("not_found"));
  await revokeCalendarLink(ada, first.id);
  await revokeCalendarLink(ada, first.id);
  expect(await calendarFeed(tokenOf(first.url), now)).toBeNull();
  expect(await calendarFeed(tokenOf(second.url), now)).not.toBeNull();
  await changeUser(admin, ada.id, { disabled: true });
  expect(await calendarFeed(tokenOf(second.url), now)).toBeNull();
  expect((await activityOf(first.id)).map((row) => row.action)).toEqual([
    "calendar_link.create",
    "calendar_link.revoke",
  ]);
});

test("the address answers a calendar for no cache; a wrong one says nothing of why", async () => {
  const { url } = await createCalendarLink(ada, null);
  const ask = (file: string) =>
    GET(new Request(`http://localhost:3000/api/ical/${file}`), { params: Promise.resolve({ file }) });
  const answer = await ask(`${tokenOf(url)}.ics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
  for (const file of [tokenOf(url), `${"a".repeat(43)}.ics`, "..%2f.ics", `${tokenOf(url)}.ics\0`]) {
    const refused = await ask(file);
    expect(refused.status).toBe(404);
    expect(await refused.text()).not.toContain(tokenOf(url));
  }
});

test("a person has twenty addresses at most, however many are asked for at once", async () => {
  const asked = await Promise.allSettled(Array.from({ length: 25 }, () => createCalendarLink(ada, null)));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(await listCalendarLinks(ada)).toHaveLength(20);
});
