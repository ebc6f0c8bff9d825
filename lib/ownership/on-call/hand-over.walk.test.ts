import { expect, test } from "vitest";
import { MINUTE_MS } from "#lib/core/time";
import type { Rhythm } from "./hand-over-domain.ts";
import { type Plan, type Shift, shiftsBetween } from "./on-call-domain.ts";

/*
 * Walks two years minute by minute beside the shifts, reading a wall clock from Intl alone: exactly one person at each
 * instant, and the next one from the minute at which the clock shows the hand-over time.
 */

const offsets = new Map<string, Intl.DateTimeFormat>();

/** Minutes that a zone is ahead of UTC at an instant. */
function offsetAt(at: number, zone: string): number {
  const format =
    offsets.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  offsets.set(zone, format);
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(at)) ?? [];
  return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** A wall clock in minutes since 1970; no zone here changes its offset but at a quarter of an hour. */
function wallClock(zone: string): (minute: number) => number {
  let asked = Number.NaN;
  let offset = 0;
  return (minute) => {
    const quarter = Math.floor(minute / 15);
    if (quarter !== asked) offset = offsetAt(quarter * 15 * MINUTE_MS, zone);
    asked = quarter;
    return minute + offset;
  };
}

const DAY = 1440;

/** The minutes at which the clock shows the hand-over time on a hand-over day, found by looking at every minute. */
function handOversOnTheWall(rhythm: Rhythm, from: number, to: number): Set<number> {
  const [hours, minutes] = rhythm.handOver.split(":").map(Number);
  const time = (hours ?? 0) * 60 + (minutes ?? 0);
  const every = rhythm.every * (rhythm.period === "weekly" ? 7 : 1);
  const anchor = Date.parse(`${rhythm.anchor}T00:00:00Z`) / MINUTE_MS / DAY;
  const clock = wallClock(rhythm.zone);
  const found = new Set<number>();
  let lastDay = Number.NaN;
  let before = clock(from - 1);
  for (let minute = from; minute < to; minute += 1) {
    const now = clock(minute);
    // One minute in most steps; none where the clock goes back; several where it skips.
    for (let shown = before + 1; shown <= Math.max(now, before + 1) && now > before; shown += 1) {
      if (shown % DAY !== time || (Math.floor(shown / DAY) - anchor) % every !== 0) continue;
      const day = Math.floor(shown / DAY);
      if (day !== lastDay) found.add(minute + (shown - (before + 1)));
      lastDay = day;
    }
    before = now;
  }
  return found;
}

function walk(rhythm: Rhythm, shifts: readonly Shift[], from: number, to: number, members: string[]) {
  const wrong: string[] = [];
  const handOvers = handOversOnTheWall(rhythm, from, to);
  let turn = 0;
  let index = 0;
  for (let minute = from; minute < to; minute += 1) {
    const at = minute * MINUTE_MS;
    while ((shifts[index]?.to ?? Number.POSITIVE_INFINITY) <= at) index += 1;
    const [previous, shift, following] = [shifts[index - 1], shifts[index], shifts[index + 1]];
    if (minute > from && handOvers.has(minute)) turn += 1;
    const covering = [previous, shift, following].filter((one) => one && one.from <= at && at < one.to);
    if (covering.length !== 1 || covering[0]?.userId !== members[turn % members.length])
      wrong.push(new Date(at).toISOString());
  }
  return { wrong, handOvers: handOvers.size };
}

const members = ["ada", "bob", "eve"];
const weekly = { period: "weekly", every: 1 } as const;
const fortnightly = { period: "weekly", every: 2 } as const;
const daily = { period: "daily", every: 1 } as const;

// São Paulo has kept one time since 2019; in 2017 and 2018 its clocks changed at midnight.
test.each([
  ["America/Chicago", 2026, "09:00", weekly, 104],
  ["America/Chicago", 2026, "02:30", daily, 730],
  ["America/Chicago", 2026, "01:30", daily, 730],
  ["Europe/Berlin", 2026, "09:00", weekly, 104],
  ["Europe/Berlin", 2026, "02:30", daily, 730],
  ["Australia/Lord_Howe", 2026, "09:00", fortnightly, 52],
  ["Australia/Lord_Howe", 2026, "02:15", daily, 730],
  ["Australia/Lord_Howe", 2026, "01:45", daily, 730],
  ["America/Sao_Paulo", 2017, "09:00", weekly, 104],
  ["America/Sao_Paulo", 2017, "00:00", daily, 730],
  ["America/Sao_Paulo", 2017, "23:30", daily, 730],
] as const)("two years in %s from %i with hand-over at %s", (zone, year, handOver, length, least) => {
  const first = year === 2026 ? "2026-01-05" : "2017-01-02";
  const rhythm: Rhythm = { zone, handOver, ...length, anchor: first };
  const from = Date.parse(`${first}T12:00:00Z`) / MINUTE_MS;
  const to = from + 731 * DAY;
  const [start, end] = [from * MINUTE_MS, to * MINUTE_MS];
  // The walk begins inside a turn: whoever has it then comes first.
  const schedule = { ...rhythm, number: 1, effectiveFrom: 0, members };
  const plan: Plan = { schedules: [schedule], overrides: [], absent: [] };
  const shifts = shiftsBetween(plan, start, end);
  const at = members.indexOf(shifts[0]?.userId ?? "");
  const turned = [...members.slice(at), ...members.slice(0, at)];
  const { wrong, handOvers } = walk(rhythm, shifts, from, to, turned);
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(handOvers).toBeGreaterThanOrEqual(least);
  expect(shifts).toHaveLength(handOvers + 1);
});
