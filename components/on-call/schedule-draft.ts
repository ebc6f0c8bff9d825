import { instantOfWall } from "#lib/ownership/on-call/hand-over-domain";
import type { Override, Plan, Schedule } from "#lib/ownership/on-call/on-call-domain";
import type { RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import {
  draftOf,
  draftSchedule,
  keepsAnchor,
  type ScheduleDraft,
} from "#lib/ownership/on-call/schedule-draft-domain";

/** What the fields of a schedule hold while it is edited. */
export type FormDraft = {
  zone: string | null;
  handOver: string;
  period: "daily" | "weekly";
  every: number;
  weekday: number;
  members: string[];
  /** "2026-03-16T09:00" in the zone; empty is now. */
  start: string;
};

export const emptyDraft = (zone: string): FormDraft => ({
  zone,
  handOver: "09:00",
  period: "weekly",
  every: 1,
  weekday: 1,
  members: [],
  start: "",
});

/** The plan of a rotation as the API answers it, for the same rules in the browser. */
export function planOf(rotation: RotationDetail): Plan {
  return {
    schedules: rotation.schedules.map((one) => ({ ...one, effectiveFrom: Date.parse(one.effectiveFrom) })),
    overrides: rotation.overrides.map(
      (one): Override => ({
        id: one.id,
        number: one.number,
        userId: one.person.id,
        from: Date.parse(one.from),
        to: Date.parse(one.to),
        cancelledAt: one.cancelledAt === null ? null : Date.parse(one.cancelledAt),
      }),
    ),
    absent: rotation.people.filter((person) => person.absent).map((person) => person.id),
  };
}

/** What an editor of a schedule begins with: whoever has the turn comes first; people who are away are left out. */
export function formOf(schedule: Schedule, absent: readonly string[], at: number): FormDraft {
  const {
    zone,
    handOver,
    period,
    every,
    weekday = 1,
    members,
  } = draftOf(schedule, Math.max(at, schedule.effectiveFrom));
  const start = "";
  return {
    zone,
    handOver,
    period,
    every,
    weekday,
    members: members.filter((id) => !absent.includes(id)),
    start,
  };
}

export type ReadDraft = { draft: ScheduleDraft; from: number };

/**
 * The draft as the API takes it, with the instant it counts from; null while a field is missing. While the rhythm is
 * that of `current` the running turn goes on, so that adding somebody moves no hand-over.
 */
export function readDraft(form: FormDraft, current: Schedule | null, now: number): ReadDraft | null {
  const { zone, handOver, period, every, weekday, members, start } = form;
  if (zone === null || !/^\d\d:\d\d$/.test(handOver) || !Number.isInteger(every) || every < 1) return null;
  const from = start === "" ? now : instantOfWall(start, zone);
  if (from === null) return null;
  const draft: ScheduleDraft = {
    zone,
    handOver,
    period,
    every,
    ...(period === "weekly" ? { weekday } : {}),
    members,
  };
  const running = current && draftOf(current, Math.max(from, current.effectiveFrom));
  if (running && keepsAnchor(running, draft)) return { draft: { ...draft, anchor: running.anchor }, from };
  return { draft, from };
}

/** The plan as it would be with the draft saved. */
export function planWith(plan: Plan, read: ReadDraft, number: number): Plan {
  return { ...plan, schedules: [...plan.schedules, draftSchedule(read.draft, number, read.from)] };
}
