import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseTeamWrite, refuseBoundKey } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { isStorable } from "#lib/core/storable";
import { addDays, DAY_MS, MINUTE_MS } from "#lib/core/time";
import { ableMembers } from "./able-members.ts";
import type { Schedule } from "./on-call-domain.ts";
import type { RotationChange, RotationInput, ScheduleInput } from "./on-call-schema.ts";
import type { StoredRotation } from "./read-plans.ts";
import { recordShifts, touchFeaturesOfRotation } from "./record-shifts.ts";
import { draftSchedule, rhythmInWords } from "./schedule-draft-domain.ts";

/** How long ago an instant may be that is taken as now: forms are filled in by the minute. */
export const LATE_MS = 15 * MINUTE_MS;
/** How far back a rotation may begin when it is made, and how far ahead anything may be planned. */
export const PAST_DAYS = 400;
const AHEAD_DAYS = 400;

export const invalid = (path: string, message: string) =>
  new AppError("invalid", `${path}: ${message}`, { fields: [{ path, message }] });

export const subjectOf = (rotation: { slug: string; name: string }) => ({
  kind: "rotation",
  id: rotation.slug,
  name: rotation.name,
});

/**
 * The rotation, held until the transaction ends, with its past recorded and the instant from which a change may count.
 * Throws `not_found`, and `forbidden` for who may not change it.
 */
export async function lockRotation(
  tx: Transaction,
  principal: Principal,
  slug: string,
  now: Date,
): Promise<{ rotation: StoredRotation; from: Date }> {
  const found = isStorable(slug)
    ? await tx.rotation.findUnique({ where: { slug }, select: { id: true, teamId: true } })
    : null;
  // The same words as for one that does not exist: a key that is bound to a feature must not learn which there are.
  if (!found || (principal.kind === "key" && principal.featureId !== null))
    throw new AppError("not_found", "There is no rotation of that name.");
  authoriseTeamWrite(principal, found.teamId);
  const held = (await recordShifts(tx, [found.id], now)).get(found.id);
  if (!held) throw new AppError("not_found", "There is no rotation of that name.");
  return held;
}

/** The names of people in the order of their ids. Throws `invalid` at `path` unless each is in the team and can sign in. */
export async function requireMembers(
  tx: Transaction,
  teamId: string | null,
  userIds: readonly string[],
  path: string,
): Promise<string[]> {
  const able = await ableMembers(tx, teamId);
  return userIds.map((id) => {
    const member = able.find((one) => one.id === id);
    if (!member) throw invalid(path, "whoever is on call has to be a member of the team who can sign in");
    return member.name;
  });
}

async function insertSchedule(
  tx: Transaction,
  principal: Principal,
  rotationId: string,
  schedule: Schedule,
): Promise<void> {
  const { number, effectiveFrom, zone, handOver, period, every, anchor, members } = schedule;
  await tx.rotationSchedule.create({
    data: {
      rotationId,
      number,
      effectiveFrom: new Date(effectiveFrom),
      zone,
      handOver,
      period,
      every,
      anchor: new Date(`${anchor}T00:00:00Z`),
      createdById: principal.kind === "user" ? principal.id : null,
      createdByName: principal.name,
      members: { create: members.map((userId, position) => ({ userId, position })) },
    },
  });
}

/** A schedule as the log names it. */
function described(schedule: Schedule, names: readonly string[]) {
  return {
    turns: rhythmInWords(schedule),
    zone: schedule.zone,
    from: new Date(schedule.effectiveFrom).toISOString(),
    members: names.length === 0 ? "nobody" : names.join(", "),
  };
}

function refuseFarAhead(at: Date, now: Date, path: string): void {
  if (at > addDays(now, AHEAD_DAYS)) throw invalid(path, `at most ${AHEAD_DAYS} days from now`);
}

/**
 * Makes a rotation with its first schedule. What lies before now is recorded at once and stays. Throws `forbidden`,
 * `invalid` (unknown team, somebody who is not in it) and `conflict` when the slug is taken. Answers the slug.
 */
export async function createRotation(
  principal: Principal,
  input: RotationInput,
  now = new Date(),
): Promise<string> {
  refuseBoundKey(principal);
  return db().$transaction(async (tx) => {
    const team = await tx.team.findUnique({ where: { slug: input.team } });
    if (!team) throw invalid("team", `there is no team ${input.team}`);
    authoriseTeamWrite(principal, team.id);
    const { effectiveFrom = now, ...draft } = input.schedule;
    if (effectiveFrom.getTime() < now.getTime() - PAST_DAYS * DAY_MS)
      throw invalid("schedule.effectiveFrom", `at most ${PAST_DAYS} days ago`);
    refuseFarAhead(effectiveFrom, now, "schedule.effectiveFrom");
    if (draft.members.length === 0) throw invalid("schedule.members", "name at least one person");
    const names = await requireMembers(tx, team.id, draft.members, "schedule.members");
    const { slug, name, coversAiIncidents } = input;
    const { count } = await tx.rotation.createMany({
      data: [{ slug, name, teamId: team.id, coversAiIncidents }],
      skipDuplicates: true,
    });
    if (count === 0) {
      const message = `there is a rotation named ${slug} already`;
      throw new AppError("conflict", `T${message.slice(1)}.`, { fields: [{ path: "slug", message }] });
    }
    const { id } = await tx.rotation.findUniqueOrThrow({ where: { slug } });
    const schedule = draftSchedule(draft, 1, effectiveFrom.getTime());
    await insertSchedule(tx, principal, id, schedule);
    await recordShifts(tx, [id], now);
    await recordActivity(tx, principal, {
      action: "rotation.create",
      subject: subjectOf(input),
      after: { team: team.slug, coversAiIncidents, ...described(schedule, names) },
    });
    return slug;
  });
}

/** Renames a rotation, or says whether it covers AI incidents. Throws `forbidden`, `not_found`. */
export async function changeRotation(
  principal: Principal,
  slug: string,
  change: RotationChange,
  now = new Date(),
): Promise<void> {
  await db().$transaction(async (tx) => {
    const { rotation } = await lockRotation(tx, principal, slug, now);
    const before = { name: rotation.name, coversAiIncidents: rotation.coversAiIncidents };
    const after = { ...before, ...change };
    if (before.name === after.name && before.coversAiIncidents === after.coversAiIncidents) return;
    await tx.rotation.update({ where: { id: rotation.id }, data: after });
    await touchFeaturesOfRotation(tx, rotation.id);
    await recordActivity(tx, principal, {
      action: "rotation.update",
      subject: subjectOf({ slug, name: after.name }),
      before,
      after,
    });
  });
}

/**
 * Plans a rotation anew from an instant on; what was planned before for later than that falls away, and the past stays.
 * Without members it ends the rotation. Throws `forbidden`, `not_found`, `invalid`.
 */
export async function planSchedule(
  principal: Principal,
  slug: string,
  input: ScheduleInput,
  now = new Date(),
): Promise<void> {
  await db().$transaction(async (tx) => {
    const { rotation, from } = await lockRotation(tx, principal, slug, now);
    const { effectiveFrom, ...draft } = input;
    if (effectiveFrom && effectiveFrom.getTime() < now.getTime() - LATE_MS)
      throw invalid("effectiveFrom", "a schedule counts from now or later; what was stays");
    const start = Math.max(from.getTime(), effectiveFrom?.getTime() ?? 0);
    refuseFarAhead(new Date(start), now, "effectiveFrom");
    const names = await requireMembers(tx, rotation.team?.id ?? null, draft.members, "members");
    const newest = rotation.plan.schedules.at(-1);
    const schedule = draftSchedule(draft, (newest?.number ?? 0) + 1, start);
    await insertSchedule(tx, principal, rotation.id, schedule);
    await touchFeaturesOfRotation(tx, rotation.id);
    await recordActivity(tx, principal, {
      action: draft.members.length === 0 ? "rotation.end" : "rotation.plan",
      subject: subjectOf(rotation),
      before: newest && described(newest, namesOf(rotation, newest.members)),
      after: described(schedule, names),
    });
  });
}

function namesOf(rotation: StoredRotation, ids: readonly string[]): string[] {
  return ids.map((id) => rotation.people.get(id)?.name ?? id);
}
