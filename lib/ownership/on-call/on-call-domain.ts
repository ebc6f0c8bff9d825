import { DAY_MS } from "#lib/core/time";
import { type Rhythm, turnAt, turnDays, turnStart } from "./hand-over-domain.ts";

/** Instants in this file are milliseconds since 1970; an interval holds its `from` and not its `to`. */

export type Schedule = Rhythm & {
  /** From effectiveFrom on, a schedule replaces every one of a smaller number, also what those planned for later. */
  number: number;
  effectiveFrom: number;
  /** Ids of people in the order of their turns; none at all: nobody is on call from then on. */
  members: readonly string[];
};

export type Override = {
  id: string;
  /** Where two overlap, the greater counts. */
  number: number;
  userId: string;
  from: number;
  to: number;
  /** Takes away what lies after it; null while it stands. */
  cancelledAt: number | null;
};

/** Everything that says who is on call in one rotation. */
export type Plan = {
  schedules: readonly Schedule[];
  overrides: readonly Override[];
  /** People who cannot sign in or are not in the rotation's team: their time is a gap. */
  absent: readonly string[];
};

export type Shift = {
  from: number;
  to: number;
  /** Who is on call; null is a gap. */
  userId: string | null;
  /** Whose time it is, also when they are absent; null when it is nobody's. */
  plannedId: string | null;
  overrideId: string | null;
};

export type Gap = { from: number; to: number };

type Piece = { from: number; to: number; schedule: Schedule };

/** Which schedule is in force when, in order of time; the last one has no end. */
export function schedulesInForce(schedules: readonly Schedule[]): Piece[] {
  const pieces: Piece[] = [];
  for (const schedule of [...schedules].sort((a, b) => a.number - b.number)) {
    const from = schedule.effectiveFrom;
    while ((pieces.at(-1)?.from ?? Number.NEGATIVE_INFINITY) >= from) pieces.pop();
    const last = pieces.at(-1);
    if (last) last.to = from;
    pieces.push({ from, to: Number.POSITIVE_INFINITY, schedule });
  }
  return pieces;
}

/** The schedule in force at an instant; null before the first. */
export function scheduleAt(schedules: readonly Schedule[], at: number): Schedule | null {
  return schedulesInForce(schedules).find((piece) => piece.from <= at && at < piece.to)?.schedule ?? null;
}

const nobody = { userId: null, plannedId: null, overrideId: null };

function turnsOf({ schedule, from, to }: Piece): Shift[] {
  const { members } = schedule;
  if (members.length === 0) return [{ from, to, ...nobody }];
  const shifts: Shift[] = [];
  let turn = turnAt(schedule, from);
  for (let start = from; start < to; turn += 1) {
    const end = Math.min(turnStart(schedule, turn + 1), to);
    const userId = members[((turn % members.length) + members.length) % members.length] ?? null;
    // A day that a zone never had leaves a turn without time.
    if (end > start) shifts.push({ from: start, to: end, userId, plannedId: userId, overrideId: null });
    start = Math.max(start, end);
  }
  return shifts;
}

/** Lays `cut` over the shifts: what it covers is its own, what sticks out stays as it was. */
function overlay(shifts: Shift[], cut: Shift): Shift[] {
  const before = shifts.filter((one) => one.from < cut.from);
  const after = shifts.filter((one) => one.to > cut.to);
  return [
    ...before.map((one) => ({ ...one, to: Math.min(one.to, cut.from) })),
    cut,
    ...after.map((one) => ({ ...one, from: Math.max(one.from, cut.to) })),
  ];
}

/** Where an override still stands, once cancelled up to then; null when it was cancelled before it began. */
export function standing(override: Override): { from: number; to: number } | null {
  const to = Math.min(override.to, override.cancelledAt ?? Number.POSITIVE_INFINITY);
  return to > override.from ? { from: override.from, to } : null;
}

/**
 * Who is on call from `from` to `to`: shifts in order of time that cover the interval whole and never overlap. A new
 * shift begins at each hand-over, also when the same person goes on. Empty when `from` is not before `to`.
 */
export function shiftsBetween(plan: Plan, from: number, to: number): Shift[] {
  if (from >= to) return [];
  const pieces = schedulesInForce(plan.schedules);
  const first = Math.min(pieces[0]?.from ?? to, to);
  let shifts: Shift[] = first > from ? [{ from, to: first, ...nobody }] : [];
  for (const piece of pieces) {
    const inside = { ...piece, from: Math.max(piece.from, from), to: Math.min(piece.to, to) };
    if (inside.from < inside.to) shifts.push(...turnsOf(inside));
  }
  for (const override of [...plan.overrides].sort((a, b) => a.number - b.number)) {
    const stands = standing(override);
    if (!stands) continue;
    const cut = { from: Math.max(stands.from, from), to: Math.min(stands.to, to) };
    if (cut.from >= cut.to) continue;
    const { userId, id } = override;
    shifts = overlay(shifts, { ...cut, userId, plannedId: userId, overrideId: id });
  }
  const absent = new Set(plan.absent);
  return shifts.map((one) =>
    one.userId !== null && absent.has(one.userId) ? { ...one, userId: null } : one,
  );
}

/** Who is on call at an instant. */
export function onCallAt(plan: Plan, at: number): Shift | null {
  return shiftsBetween(plan, at, at + 1)[0] ?? null;
}

/** Shifts that follow each other without a change of person, as one. */
export function merged(shifts: readonly Shift[]): Shift[] {
  const result: Shift[] = [];
  for (const shift of shifts) {
    const last = result.at(-1);
    if (last && last.to === shift.from && last.userId === shift.userId) last.to = shift.to;
    else result.push({ ...shift });
  }
  return result;
}

/** The stretches in which nobody is on call. */
export function gapsBetween(plan: Plan, from: number, to: number): Gap[] {
  return merged(shiftsBetween(plan, from, to))
    .filter((shift) => shift.userId === null)
    .map((shift) => ({ from: shift.from, to: shift.to }));
}

/** How far ahead a change of person is looked for, in days. */
export const HORIZON_DAYS = 100;

/** Who is on call at an instant, until when and who then; `until` is null when no change is in sight. */
export function stateAt(plan: Plan, at: number): { now: Shift; until: number | null; next: Shift | null } {
  const schedule = scheduleAt(plan.schedules, at);
  let days = schedule ? turnDays(schedule) + 1 : 1;
  for (;;) {
    const found = merged(shiftsBetween(plan, at, at + days * DAY_MS));
    const [now, next] = found;
    if (!now) throw new Error("an interval has no shifts");
    if (next) return { now, until: now.to, next };
    if (days >= HORIZON_DAYS) return { now, until: null, next: null };
    days = Math.min(days * 4, HORIZON_DAYS);
  }
}

/** The next changes of person, at most `count`, in the time that as many turns take. */
export function nextHandOvers(plan: Plan, at: number, count: number): Shift[] {
  const turns = schedulesInForce(plan.schedules).filter((piece) => piece.to > at);
  const days = Math.max(31, ...turns.map(({ schedule }) => turnDays(schedule) * (count + 1)));
  return merged(shiftsBetween(plan, at, at + days * DAY_MS)).slice(1, count + 1);
}

/**
 * Joins what recording cut in two: shifts of one person that follow each other where the plan hands nothing over. Real
 * hand-overs stay, also those from a person to the same one.
 */
export function joinedCuts(schedules: readonly Schedule[], shifts: readonly Shift[]): Shift[] {
  const result: Shift[] = [];
  for (const shift of shifts) {
    const last = result.at(-1);
    const same =
      last !== undefined &&
      last.to === shift.from &&
      last.userId === shift.userId &&
      last.plannedId === shift.plannedId &&
      last.overrideId === shift.overrideId;
    if (same && (shift.overrideId !== null || !isHandOver(schedules, shift.from))) last.to = shift.to;
    else result.push({ ...shift });
  }
  return result;
}

function isHandOver(schedules: readonly Schedule[], at: number): boolean {
  const schedule = scheduleAt(schedules, at);
  if (!schedule || schedule.members.length === 0) return false;
  return turnStart(schedule, turnAt(schedule, at)) === at;
}
