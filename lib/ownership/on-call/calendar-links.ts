import "server-only";
import { recordActivity } from "#lib/activity/record";
import { requirePerson } from "#lib/auth/change-profile";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { publicUrl } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import { randomSecret, sha256 } from "#lib/core/ids";
import type { CalendarLinkAnswer, NewCalendarLink } from "./on-call-schema.ts";

/** Open addresses that a person may have at a time. */
const MOST = 20;

type Row = {
  id: string;
  rotation: { slug: string; name: string } | null;
  createdAt: Date;
  lastReadAt: Date | null;
};

const shown = { rotation: { select: { slug: true, name: true } } } as const;

function present(row: Row): CalendarLinkAnswer {
  return {
    id: row.id,
    rotation: row.rotation,
    createdAt: row.createdAt.toISOString(),
    lastReadAt: row.lastReadAt?.toISOString() ?? null,
  };
}

const subjectOf = (row: Row) => ({
  kind: "calendar_link",
  id: row.id,
  name: row.rotation?.name ?? "one's own shifts",
});

/** The person's calendar addresses that still work, newest first. */
export async function listCalendarLinks(principal: Principal): Promise<CalendarLinkAnswer[]> {
  const { id } = requirePerson(principal);
  const rows = await db().calendarLink.findMany({
    where: { userId: id, revokedAt: null },
    include: shown,
    orderBy: { createdAt: "desc" },
  });
  return rows.map(present);
}

/**
 * Makes a calendar address of a rotation's shifts, or with null of the person's own; the answer is the only place that
 * ever has it whole. Throws `not_found` for an unknown rotation, `conflict` for too many.
 */
export async function createCalendarLink(
  principal: Principal,
  rotationSlug: string | null,
): Promise<NewCalendarLink> {
  const person = requirePerson(principal);
  const token = randomSecret();
  return db().$transaction(async (tx) => {
    const rotation =
      rotationSlug === null ? null : await tx.rotation.findUnique({ where: { slug: rotationSlug } });
    if (rotationSlug !== null && !rotation)
      throw new AppError("not_found", "There is no rotation of that name.");
    // One at a time for a person: two at once would both count before either is there.
    await tx.$queryRaw`SELECT id FROM app_user WHERE id = ${person.id}::uuid FOR UPDATE`;
    const open = await tx.calendarLink.count({ where: { userId: person.id, revokedAt: null } });
    if (open >= MOST)
      throw new AppError("conflict", `You have ${MOST} calendar addresses. Revoke one that you do not use.`);
    const row = await tx.calendarLink.create({
      data: { tokenHash: sha256(token), userId: person.id, rotationId: rotation?.id ?? null },
      include: shown,
    });
    await recordActivity(tx, principal, { action: "calendar_link.create", subject: subjectOf(row) });
    return { ...present(row), url: `${publicUrl()}/api/ical/${token}.ics` };
  });
}

/** Ends one of the person's calendar addresses at once; a second time changes nothing. Throws `not_found`. */
export async function revokeCalendarLink(principal: Principal, id: string, now = new Date()): Promise<void> {
  const person = requirePerson(principal);
  await db().$transaction(async (tx) => {
    const row = await tx.calendarLink.findFirst({ where: { id, userId: person.id }, include: shown });
    if (!row) throw new AppError("not_found", "You have no such calendar address.");
    const { count } = await tx.calendarLink.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) return;
    await recordActivity(tx, principal, { action: "calendar_link.revoke", subject: subjectOf(row) });
  });
}
