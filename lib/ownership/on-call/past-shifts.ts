import "server-only";
import type { Transaction } from "#lib/core/db";
import { db } from "#lib/core/db";
import { joinedCuts, type Shift, shiftsBetween } from "./on-call-domain.ts";
import type { Person } from "./on-call-now-schema.ts";
import type { StoredRotation } from "./read-plans.ts";

export type KnownShift = Shift & {
  /** It is over, and the record holds it. */
  recorded: boolean;
};

/**
 * The shifts of rotations between two instants: what is recorded as it was, after that what the plan says. Time before a
 * rotation's first schedule is left out. Read the rotations with `since` no later than `from`. Keys are rotation ids.
 */
export async function shiftsOf(
  rotations: readonly StoredRotation[],
  from: Date,
  to: Date,
  now: Date,
  client: Transaction | null = null,
): Promise<{ shifts: Map<string, KnownShift[]>; people: Map<string, Person> }> {
  const ids = rotations.map((rotation) => rotation.id);
  const tx = client ?? db();
  const rows = await tx.shift.findMany({
    where: { rotationId: { in: ids }, endsAt: { gt: from }, startsAt: { lt: to } },
    orderBy: { startsAt: "asc" },
  });
  const ends = await tx.shift.groupBy({
    by: ["rotationId"],
    where: { rotationId: { in: ids } },
    _max: { endsAt: true },
  });
  const people = await peopleOf(tx, rotations, rows);
  const shifts = new Map<string, KnownShift[]>();
  for (const rotation of rotations) {
    const recorded = rows
      .filter((row) => row.rotationId === rotation.id)
      .map((row) => ({
        from: row.startsAt.getTime(),
        to: row.endsAt.getTime(),
        userId: row.userId,
        plannedId: row.plannedId,
        overrideId: row.overrideId,
      }));
    const first = Math.min(...rotation.plan.schedules.map((schedule) => schedule.effectiveFrom));
    const end = ends.find((one) => one.rotationId === rotation.id)?._max.endsAt?.getTime();
    const planned = shiftsBetween(rotation.plan, Math.max(end ?? first, from.getTime()), to.getTime());
    const all = joinedCuts(rotation.plan.schedules, [...recorded, ...planned]);
    shifts.set(
      rotation.id,
      all.map((shift) => ({ ...shift, recorded: shift.to <= (end ?? 0) && shift.to <= now.getTime() })),
    );
  }
  return { shifts, people };
}

type Named = { userId: string | null; plannedId: string | null };

/** Everybody that the plans and the record name: somebody may have left all schedules since. */
async function peopleOf(
  tx: Transaction,
  rotations: readonly StoredRotation[],
  rows: readonly Named[],
): Promise<Map<string, Person>> {
  const people = new Map(rotations.flatMap((rotation) => [...rotation.people]));
  const named = new Set(rows.flatMap((row) => [row.userId ?? [], row.plannedId ?? []].flat()));
  const missing = [...named].filter((id) => !people.has(id));
  if (missing.length > 0) {
    const found = await tx.user.findMany({
      where: { id: { in: missing } },
      select: { id: true, name: true },
    });
    for (const person of found) people.set(person.id, person);
  }
  return people;
}
