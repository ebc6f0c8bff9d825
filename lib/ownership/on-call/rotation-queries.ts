import "server-only";
import { canWriteFeature, type Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { isStorable } from "#lib/core/storable";
import { addDays } from "#lib/core/time";
import { ableMembers } from "./able-members.ts";
import { schedulesInForce } from "./on-call-domain.ts";
import { onCallNow } from "./on-call-queries.ts";
import type {
  FeatureOnCall,
  OnCallAnswer,
  OverrideAnswer,
  RotationDetail,
  RotationSummary,
  ShiftsAnswer,
} from "./on-call-schema.ts";
import { shiftsOf } from "./past-shifts.ts";
import { presentGaps, presentRotation, presentShift, zoneOf } from "./present-rotation.ts";
import { readPlans, type StoredRotation } from "./read-plans.ts";

/** Days ahead in which a person's own shifts are listed. */
const MINE_DAYS = 90;

type Listed = { stored: StoredRotation; features: { slug: string; name: string }[] };

/** The rotations that a principal may read, by name, with the features they answer for; a bound key sees its own only. */
async function readable(principal: Principal, slug: string | null, since: Date): Promise<Listed[]> {
  const bound = principal.kind === "key" ? principal.featureId : null;
  const rows = await db().rotation.findMany({
    where: {
      ...(slug === null ? {} : { slug }),
      ...(bound === null ? {} : { features: { some: { id: bound } } }),
    },
    select: {
      id: true,
      features: {
        where: bound === null ? {} : { id: bound },
        select: { slug: true, name: true },
        orderBy: { name: "asc" },
      },
    },
    orderBy: [{ name: "asc" }, { slug: "asc" }],
  });
  const ids = rows.map((row) => row.id);
  const plans = await readPlans(null, ids, since);
  return rows.flatMap(({ id, features }) => {
    const stored = plans.get(id);
    return stored ? [{ stored, features }] : [];
  });
}

async function requireRotation(principal: Principal, slug: string, since: Date): Promise<Listed> {
  const [found] = isStorable(slug) ? await readable(principal, slug, since) : [];
  if (!found) throw new AppError("not_found", "There is no rotation of that name.");
  return found;
}

/** Every rotation that the principal may read, by name, as of `now`. */
export async function listRotations(principal: Principal, now: Date): Promise<RotationSummary[]> {
  const found = await readable(principal, null, now);
  return found.map(({ stored, features }) => presentRotation(principal, stored, features, now));
}

/** One rotation with what an editor of it needs. Throws `not_found`. */
export async function getRotation(principal: Principal, slug: string, now: Date): Promise<RotationDetail> {
  const { stored, features } = await requireRotation(principal, slug, now);
  const { plan, people, id, team } = stored;
  const row = await db().rotation.findUniqueOrThrow({ where: { id }, select: { createdAt: true } });
  const members = await ableMembers(null, team?.id ?? null);
  const all = new Map([...people, ...members.map((member) => [member.id, member] as const)]);
  const ahead = schedulesInForce(plan.schedules).filter((piece) => piece.to > now.getTime());
  return {
    ...presentRotation(principal, stored, features, now),
    schedules: ahead.map(({ schedule }) => ({
      ...schedule,
      effectiveFrom: new Date(schedule.effectiveFrom).toISOString(),
      members: [...schedule.members],
    })),
    nextNumber: (plan.schedules.at(-1)?.number ?? 0) + 1,
    overrides: await overridesOf(id, now),
    people: [...all.values()]
      .map((person) => ({ ...person, absent: plan.absent.includes(person.id) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    createdAt: row.createdAt.toISOString(),
  };
}

async function overridesOf(rotationId: string, now: Date): Promise<OverrideAnswer[]> {
  const rows = await db().rotationOverride.findMany({
    where: { rotationId, endsAt: { gt: now } },
    include: { user: { select: { id: true, name: true } } },
    orderBy: { startsAt: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    person: row.user,
    from: row.startsAt.toISOString(),
    to: row.endsAt.toISOString(),
    reason: row.reason,
    by: row.createdByName,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
  }));
}

/** Shifts of a rotation between two instants, oldest first. Throws `not_found`, `invalid` for a range over 400 days. */
export async function listShifts(
  principal: Principal,
  slug: string,
  range: { from?: string; to?: string },
  now: Date,
): Promise<ShiftsAnswer> {
  const to = range.to ? new Date(range.to) : now;
  const from = range.from ? new Date(range.from) : addDays(to, -90);
  if (from >= to) throw new AppError("invalid", "to: has to be after from");
  if (to > addDays(from, 400)) throw new AppError("invalid", "to: at most 400 days after from");
  const { stored } = await requireRotation(principal, slug, from);
  const { shifts, people } = await shiftsOf([stored], from, to, now);
  const found = shifts.get(stored.id) ?? [];
  return {
    zone: zoneOf(stored.plan, now),
    items: found.map((shift) => presentShift(people, shift)),
  };
}

/** Everything about who is on call: rotations, features that none answers for, the caller's own shifts to come. */
export async function getOnCall(principal: Principal, now: Date): Promise<OnCallAnswer> {
  const found = await readable(principal, null, now);
  const bound = principal.kind === "key" ? principal.featureId : null;
  const without = await db().feature.findMany({
    where: { rotationId: null, lifecycle: { not: "retired" }, ...(bound === null ? {} : { id: bound }) },
    select: { id: true, slug: true, name: true, teamId: true, team: { select: { slug: true, name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return {
    at: now.toISOString(),
    rotations: found.map(({ stored, features }) => presentRotation(principal, stored, features, now)),
    without: without.map(({ id, teamId, slug, name, team }) => ({
      slug,
      name,
      team,
      mayChange: canWriteFeature(principal, { id, teamId }),
    })),
    mine:
      principal.kind === "user"
        ? await ownShifts(
            principal.id,
            found.map(({ stored }) => stored),
            now,
          )
        : [],
  };
}

async function ownShifts(
  userId: string,
  rotations: readonly StoredRotation[],
  now: Date,
): Promise<OnCallAnswer["mine"]> {
  const named = rotations.filter((rotation) => rotation.people.has(userId));
  const { shifts } = await shiftsOf(named, now, addDays(now, MINE_DAYS), now);
  return named
    .flatMap((rotation) =>
      (shifts.get(rotation.id) ?? [])
        .filter((shift) => shift.userId === userId && shift.to > now.getTime())
        .map((shift) => ({
          rotation: { slug: rotation.slug, name: rotation.name, zone: zoneOf(rotation.plan, now) },
          from: new Date(shift.from).toISOString(),
          to: new Date(shift.to).toISOString(),
          override: shift.overrideId !== null,
        })),
    )
    .sort((a, b) => a.from.localeCompare(b.from));
}

/** Who is on call for one feature now, and the gaps of the next 30 days. */
export async function featureOnCall(
  feature: { id: number; rotationId: string | null },
  now: Date,
): Promise<FeatureOnCall> {
  const onCall = (await onCallNow([feature.id], now)).get(feature.id) ?? null;
  const stored = feature.rotationId
    ? (await readPlans(null, [feature.rotationId], now)).get(feature.rotationId)
    : undefined;
  return {
    onCall,
    coversAiIncidents: stored?.coversAiIncidents ?? null,
    gaps: stored ? presentGaps(stored.plan, now) : [],
  };
}
