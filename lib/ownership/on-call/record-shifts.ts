import "server-only";
import { z } from "zod";
import { db, type Transaction } from "#lib/core/db";
import { log } from "#lib/core/log";
import { type Shift, shiftsBetween } from "./on-call-domain.ts";
import { readPlans, type StoredRotation } from "./read-plans.ts";

/** Where the record of a rotation ends: its last shift's end, or the start of its first schedule; null before any. */
async function recordedUntil(tx: Transaction, rotation: StoredRotation): Promise<number | null> {
  const last = await tx.shift.aggregate({ where: { rotationId: rotation.id }, _max: { endsAt: true } });
  if (last._max.endsAt) return last._max.endsAt.getTime();
  const starts = rotation.plan.schedules.map((schedule) => schedule.effectiveFrom);
  return starts.length === 0 ? null : Math.min(...starts);
}

const row = (rotationId: string, shift: Shift) => ({
  rotationId,
  userId: shift.userId,
  plannedId: shift.plannedId,
  overrideId: shift.overrideId,
  startsAt: new Date(shift.from),
  endsAt: new Date(shift.to),
});

/**
 * Records who really was on call up to `now`; call it before any write that changes who is. With `finished` a shift that
 * still goes on is left for later. Holds the rotations until the transaction ends, and answers them with the instant
 * from which a change may count: `now`, or later when another server has recorded further.
 */
export async function recordShifts(
  tx: Transaction,
  rotationIds: readonly string[],
  now: Date,
  options: { finished?: true } = {},
): Promise<Map<string, { rotation: StoredRotation; from: Date }>> {
  const ids = [...new Set(rotationIds)];
  await tx.$executeRaw`SELECT 1 FROM rotation WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const result = new Map<string, { rotation: StoredRotation; from: Date }>();
  for (const [id, rotation] of await readPlans(tx, ids, new Date(0))) {
    const until = (await recordedUntil(tx, rotation)) ?? now.getTime();
    const ahead = options.finished ? 1 : 0;
    const shifts = shiftsBetween(rotation.plan, until, now.getTime() + ahead).filter(
      (shift) => shift.to <= now.getTime(),
    );
    if (shifts.length > 0) await tx.shift.createMany({ data: shifts.map((shift) => row(id, shift)) });
    const recorded = shifts.at(-1)?.to ?? until;
    const first = rotation.plan.schedules.every((schedule) => schedule.effectiveFrom > now.getTime());
    result.set(id, { rotation, from: new Date(first ? now.getTime() : Math.max(now.getTime(), recorded)) });
  }
  return result;
}

/**
 * Before a person is disabled or enabled, or leaves or joins a team: their rotations' past is recorded as it was. An
 * override that is over counts too while it is not recorded, or the job would find its person absent.
 */
export async function recordShiftsOfPerson(tx: Transaction, userId: string, now: Date): Promise<void> {
  const rows = await tx.$queryRaw`
    SELECT s.rotation_id AS id FROM rotation_schedule s JOIN rotation_member m ON m.schedule_id = s.id
     WHERE m.user_id = ${userId}::uuid
    UNION
    SELECT o.rotation_id FROM rotation_override o
     WHERE o.user_id = ${userId}::uuid
       AND o.ends_at > coalesce(
         (SELECT max(s.ends_at) FROM shift s WHERE s.rotation_id = o.rotation_id), '-infinity')`;
  const rotations = z.array(z.object({ id: z.uuid() })).parse(rows);
  await recordShifts(
    tx,
    rotations.map((rotation) => rotation.id),
    now,
  );
}

/** Before a team is deleted: nobody is on call in its rotations from then on. */
export async function recordShiftsOfTeam(tx: Transaction, teamId: string, now: Date): Promise<void> {
  const rotations = await tx.rotation.findMany({ where: { teamId }, select: { id: true } });
  await recordShifts(
    tx,
    rotations.map((rotation) => rotation.id),
    now,
  );
}

/** Features look at their rotation: they are judged anew after any change of who is on call. */
export async function touchFeaturesOfRotation(tx: Transaction, rotationId: string): Promise<void> {
  await tx.feature.updateMany({ where: { rotationId }, data: { changedAt: new Date() } });
}

/**
 * Records every shift that has ended. Answers how many rotations there are; safe to run twice at once. One rotation that
 * cannot be recorded does not keep the others waiting, but fails the run in the end.
 */
export async function recordEndedShifts(now: Date): Promise<number> {
  const rotations = await db().rotation.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  let failed = 0;
  for (const { id } of rotations) {
    try {
      await db().$transaction((tx) => recordShifts(tx, [id], now, { finished: true }));
    } catch (error) {
      failed += 1;
      log().error({ err: error, rotationId: id }, "The shifts of a rotation could not be recorded.");
    }
  }
  if (failed > 0)
    throw new Error(`the shifts of ${failed} of ${rotations.length} rotations were not recorded`);
  return rotations.length;
}
