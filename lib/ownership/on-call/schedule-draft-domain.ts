import { lastHandOverDay, turnAt, turnDay, weekdayOf } from "./hand-over-domain.ts";
import type { Schedule } from "./on-call-domain.ts";

/** What a person says of a schedule; the rest follows from it. */
export type ScheduleDraft = {
  zone: string;
  handOver: string;
  period: "daily" | "weekly";
  every: number;
  /** 1 Monday to 7 Sunday, of a weekly one. */
  weekday?: number;
  /** A day on which the first member's turn begins; without it the first member is on call from the start. */
  anchor?: string;
  members: readonly string[];
};

/** Longest turn: 8 weeks or 31 days. */
export const MAX_EVERY = { weekly: 8, daily: 31 } as const;
export const MAX_MEMBERS = 50;

/** The schedule that a draft becomes when it is in force from `effectiveFrom` (milliseconds since 1970). */
export function draftSchedule(draft: ScheduleDraft, number: number, effectiveFrom: number): Schedule {
  const { zone, handOver, period, every, weekday, members } = draft;
  const anchor = draft.anchor ?? lastHandOverDay({ zone, handOver, period }, weekday ?? null, effectiveFrom);
  return { number, effectiveFrom, zone, handOver, period, every, anchor, members: [...members] };
}

/**
 * What an editor begins with: the schedule as it is at `at`, turned so that whoever has the turn then comes first, and
 * with the day on which that turn began, so that saving it unchanged changes nothing.
 */
export function draftOf(schedule: Schedule, at: number): ScheduleDraft & { anchor: string } {
  const { zone, handOver, period, every, members } = schedule;
  const turn = turnAt(schedule, at);
  const first = members.length === 0 ? 0 : ((turn % members.length) + members.length) % members.length;
  const anchor = turnDay(schedule, turn);
  return {
    zone,
    handOver,
    period,
    every,
    ...(period === "weekly" ? { weekday: weekdayOf(anchor) } : {}),
    anchor,
    members: [...members.slice(first), ...members.slice(0, first)],
  };
}

/**
 * A draft after an edit: the day of the running turn stays only while the rhythm is the one it belongs to. Otherwise
 * turns are counted anew from the start.
 */
export function keepsAnchor(before: ScheduleDraft, after: ScheduleDraft): boolean {
  return (
    before.zone === after.zone &&
    before.handOver === after.handOver &&
    before.period === after.period &&
    before.every === after.every &&
    before.weekday === after.weekday
  );
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "Monday" of 1. */
export function weekdayName(weekday: number): string {
  return weekdays[weekday - 1] ?? "";
}

/** "Every week on Monday at 09:00", "Every 2 days at 18:00". */
export function rhythmInWords(schedule: {
  handOver: string;
  period: "daily" | "weekly";
  every: number;
  anchor: string;
}): string {
  const { handOver, period, every, anchor } = schedule;
  const unit = period === "weekly" ? "week" : "day";
  const length = every === 1 ? `Every ${unit}` : `Every ${every} ${unit}s`;
  const on = period === "weekly" ? ` on ${weekdayName(weekdayOf(anchor))}` : "";
  return `${length}${on} at ${handOver}`;
}
