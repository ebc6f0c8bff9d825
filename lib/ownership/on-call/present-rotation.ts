import "server-only";
import { canWriteForTeam, type Principal } from "#lib/auth/domain";
import { addDays } from "#lib/core/time";
import { turnDays } from "./hand-over-domain.ts";
import {
  gapsBetween,
  joinedCuts,
  type Plan,
  type Schedule,
  type Shift,
  scheduleAt,
  schedulesInForce,
  shiftsBetween,
  stateAt,
} from "./on-call-domain.ts";
import type { OnCallNow, Person } from "./on-call-now-schema.ts";
import type { RotationSummary, ShiftAnswer } from "./on-call-schema.ts";
import type { StoredRotation } from "./read-plans.ts";
import { draftOf, rhythmInWords } from "./schedule-draft-domain.ts";

/** Days ahead in which gaps are looked for, as the criteria do, and days that the timeline shows. */
export const GAP_DAYS = 30;
export const TIMELINE_DAYS = 28;

const iso = (ms: number): string => new Date(ms).toISOString();

/** The person of that id as screens name them; null for nobody. */
export function personOf(people: ReadonlyMap<string, Person>, userId: string | null): Person | null {
  return userId === null ? null : (people.get(userId) ?? null);
}

/** The zone that a rotation's times are read in: of the schedule in force, or of the first while none is. */
export function zoneOf(plan: Plan, at: Date): string {
  return (scheduleAt(plan.schedules, at.getTime()) ?? plan.schedules[0])?.zone ?? "UTC";
}

/** Who is on call in a rotation at an instant, until when, and who then. */
export function presentNow(rotation: StoredRotation, at: Date): OnCallNow {
  const { plan, people } = rotation;
  const { now, until, next } = stateAt(plan, at.getTime());
  return {
    rotation: { slug: rotation.slug, name: rotation.name, zone: zoneOf(plan, at) },
    person: personOf(people, now.userId),
    until: until === null ? null : iso(until),
    next: next && { person: personOf(people, next.userId), from: iso(next.from) },
  };
}

export function presentShift(
  people: ReadonlyMap<string, Person>,
  shift: Shift & { recorded?: boolean },
): ShiftAnswer {
  return {
    from: iso(shift.from),
    to: iso(shift.to),
    person: personOf(people, shift.userId),
    planned: personOf(people, shift.plannedId),
    override: shift.overrideId !== null,
    recorded: shift.recorded ?? false,
  };
}

/** Stretches of the next 30 days in which nobody is on call. */
export function presentGaps(plan: Plan, at: Date): { from: string; to: string }[] {
  return gapsBetween(plan, at.getTime(), addDays(at, GAP_DAYS).getTime()).map((gap) => ({
    from: iso(gap.from),
    to: iso(gap.to),
  }));
}

/** The schedule that is in force, or the next one; a rotation has at least one. */
export function currentSchedule(plan: Plan, at: Date): Schedule | null {
  const ahead = schedulesInForce(plan.schedules).filter((piece) => piece.to > at.getTime());
  return ahead[0]?.schedule ?? null;
}

/** A rotation as lists show it, as of an instant that is not past. */
export function presentRotation(
  principal: Principal,
  rotation: StoredRotation,
  features: readonly { slug: string; name: string }[],
  at: Date,
): RotationSummary {
  const { slug, name, team, coversAiIncidents, plan, people } = rotation;
  const schedule = currentSchedule(plan, at);
  const start = Math.max(at.getTime(), schedule?.effectiveFrom ?? 0);
  const members = schedule ? draftOf(schedule, start).members : [];
  const end = addDays(at, TIMELINE_DAYS);
  // A turn further, so that the last shift is whole.
  const beyond = addDays(end, schedule ? turnDays(schedule) + 1 : 1);
  const shifts = joinedCuts(plan.schedules, shiftsBetween(plan, at.getTime(), beyond.getTime())).filter(
    (shift) => shift.from < end.getTime(),
  );
  return {
    slug,
    name,
    team: team && { slug: team.slug, name: team.name },
    coversAiIncidents,
    now: presentNow(rotation, at),
    rhythm: schedule && members.length > 0 ? rhythmInWords(schedule) : "Nobody takes turns",
    members: members.map((id) => ({
      id,
      name: people.get(id)?.name ?? "",
      absent: plan.absent.includes(id),
    })),
    gaps: presentGaps(plan, at),
    shifts: shifts.map((shift) => presentShift(people, shift)),
    features: [...features],
    mayChange: canWriteForTeam(principal, team?.id ?? null),
  };
}
