import "server-only";
import { db } from "#lib/core/db";
import { publicUrl } from "#lib/core/env";
import { sha256 } from "#lib/core/ids";
import { addDays, DAY_MS, HOUR_MS } from "#lib/core/time";
import { type CalendarEvent, writeCalendar } from "./icalendar.ts";
import type { Person } from "./on-call-now-schema.ts";
import { type KnownShift, shiftsOf } from "./past-shifts.ts";
import { readPlans, type StoredRotation } from "./read-plans.ts";

/** Days of past and of coming shifts in a feed. */
const PAST_DAYS = 365;
const AHEAD_DAYS = 90;
/** A shift lasts no longer than this: a turn up to 56 days, an override up to 92. */
const LONGEST_DAYS = 93;

type Feed = { link: Link; rotations: StoredRotation[]; features: Map<string, string[]> };
type Link = { id: string; userId: string; rotationId: string | null; lastReadAt: Date | null };

/** An address counts until it is revoked, and while the person who made it may sign in. */
async function findLink(token: string): Promise<Link | null> {
  return db().calendarLink.findFirst({
    where: { tokenHash: sha256(token), revokedAt: null, user: { disabledAt: null } },
    select: { id: true, userId: true, rotationId: true, lastReadAt: true },
  });
}

async function readFeed(link: Link, since: Date): Promise<Feed> {
  const { rotationId, userId } = link;
  const rows = await db().rotation.findMany({
    where: rotationId
      ? { id: rotationId }
      : {
          OR: [
            { schedules: { some: { members: { some: { userId } } } } },
            { overrides: { some: { userId } } },
            { shifts: { some: { userId } } },
          ],
        },
    select: { id: true, features: { select: { name: true }, orderBy: { name: "asc" } } },
  });
  const plans = await readPlans(
    null,
    rows.map((row) => row.id),
    since,
  );
  return {
    link,
    rotations: [...plans.values()],
    features: new Map(rows.map((row) => [row.id, row.features.map((feature) => feature.name)])),
  };
}

function summaryOf(feed: Feed, rotation: StoredRotation, shift: KnownShift, people: Map<string, Person>) {
  if (feed.link.rotationId === null) return `On call: ${rotation.name}`;
  const name = shift.userId === null ? null : people.get(shift.userId)?.name;
  return `${name ?? "Nobody"} on call: ${rotation.name}`;
}

function eventsOf(
  feed: Feed,
  rotation: StoredRotation,
  shifts: KnownShift[],
  people: Map<string, Person>,
): CalendarEvent[] {
  const { rotationId, userId } = feed.link;
  const features = feed.features.get(rotation.id) ?? [];
  const answers = features.length === 0 ? "Answers for no feature." : `Answers for ${features.join(", ")}.`;
  return shifts
    .filter((shift) => rotationId !== null || shift.userId === userId)
    .map((shift) => ({
      uid: `${rotation.id}-${shift.from}@threshold`,
      from: shift.from,
      to: shift.to,
      summary: summaryOf(feed, rotation, shift, people),
      description: shift.overrideId === null ? answers : `${answers}\nTaken over from whose turn it was.`,
      url: `${publicUrl()}/on-call/${rotation.slug}`,
    }));
}

/**
 * What was and what is planned, with the last shift whole. The end is a midnight, so that what has no end of its own, such
 * as a rotation that was ended, does not move with every read.
 */
async function shiftsOfFeed(rotations: readonly StoredRotation[], now: Date) {
  const end = Math.ceil(addDays(now, AHEAD_DAYS).getTime() / DAY_MS) * DAY_MS;
  const beyond = addDays(new Date(end), LONGEST_DAYS);
  const { shifts, people } = await shiftsOf(rotations, addDays(now, -PAST_DAYS), beyond, now);
  const upTo = (all: readonly KnownShift[]) =>
    all
      .filter((shift) => shift.from < end)
      .map((shift) => (shift.to === beyond.getTime() ? { ...shift, to: end } : shift));
  return { shiftsIn: (rotation: StoredRotation) => upTo(shifts.get(rotation.id) ?? []), people };
}

/**
 * The calendar behind a token as an iCalendar file: what was in the last year and what begins within 90 days. null when
 * the token counts for nothing. A feed begins with the shift that its first day lies in, and each shift is whole.
 */
export async function calendarFeed(token: string, now: Date): Promise<string | null> {
  const link = await findLink(token);
  if (!link) return null;
  const feed = await readFeed(link, new Date(0));
  const { shiftsIn, people } = await shiftsOfFeed(feed.rotations, now);
  const events = feed.rotations.flatMap((rotation) => eventsOf(feed, rotation, shiftsIn(rotation), people));
  events.sort((a, b) => a.from - b.from || (a.uid < b.uid ? -1 : 1));
  await noteRead(link, now);
  const [only] = feed.rotations;
  const name = link.rotationId !== null && only ? `On call: ${only.name}` : "My on-call shifts";
  return writeCalendar({ name, events }, now);
}

/** Once an hour is enough to see which addresses are in use. */
async function noteRead(link: Link, now: Date): Promise<void> {
  if (link.lastReadAt && link.lastReadAt.getTime() > now.getTime() - HOUR_MS) return;
  await db().calendarLink.update({ where: { id: link.id }, data: { lastReadAt: now } });
}
