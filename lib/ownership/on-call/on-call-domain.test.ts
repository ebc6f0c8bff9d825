import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import {
  gapsBetween,
  merged,
  nextHandOvers,
  type Override,
  onCallAt,
  type Plan,
  type Schedule,
  type Shift,
  shiftsBetween,
  stateAt,
} from "./on-call-domain.ts";

const start = Date.parse("2026-03-01T00:00:00Z");
const people = ["ada", "bob", "eve", "kim"];
const zones = ["UTC", "Europe/Berlin", "America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu"];

const instant = fc.integer({ min: 0, max: 120 * 24 * 60 }).map((minutes) => start + minutes * 60_000);
const twoDigits = (value: number) => String(value).padStart(2, "0");

const schedule: fc.Arbitrary<Omit<Schedule, "number">> = fc.record({
  effectiveFrom: instant,
  zone: fc.constantFrom(...zones),
  handOver: fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${twoDigits(h)}:${twoDigits(m)}`),
  period: fc.constantFrom("daily" as const, "weekly" as const),
  every: fc.integer({ min: 1, max: 4 }),
  anchor: fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${twoDigits(day)}`),
  members: fc.subarray(people).chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
});

const override: fc.Arbitrary<Omit<Override, "number" | "id">> = fc
  .record({
    userId: fc.constantFrom(...people),
    from: instant,
    length: fc.integer({ min: 1, max: 20 * 24 * 60 }),
    cancelledAt: fc.option(instant),
  })
  .map(({ length, ...rest }) => ({ ...rest, to: rest.from + length * 60_000 }));

const plan: fc.Arbitrary<Plan> = fc
  .record({
    schedules: fc.array(schedule, { maxLength: 4 }),
    overrides: fc.array(override, { maxLength: 5 }),
    absent: fc.subarray(people),
  })
  .map(({ schedules, overrides, absent }) => ({
    schedules: schedules.map((one, index) => ({ ...one, number: index + 1 })),
    overrides: overrides.map((one, index) => ({ ...one, number: index + 1, id: `o${index + 1}` })),
    absent,
  }));

const interval = fc
  .tuple(instant, instant)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 60_000 }));

const clip = (shifts: readonly Shift[], from: number, to: number) =>
  shifts
    .map((one) => ({ ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .filter((one) => one.from < one.to);

const whole = { from: start - 10 * DAY_MS, to: start + 150 * DAY_MS };
const all = (one: Plan) => shiftsBetween(one, whole.from, whole.to);

test("shifts cover an interval whole and never overlap", () => {
  fc.assert(
    fc.property(plan, interval, (one, { from, to }) => {
      const shifts = shiftsBetween(one, from, to);
      expect(shifts[0]?.from).toBe(from);
      expect(shifts.at(-1)?.to).toBe(to);
      shifts.forEach((shift, index) => {
        expect(shift.from).toBeLessThan(shift.to);
        if (index > 0) expect(shift.from).toBe(shifts[index - 1]?.to);
      });
    }),
  );
});

test("who is on call does not depend on the interval that was asked for", () => {
  fc.assert(
    fc.property(plan, interval, (one, { from, to }) => {
      expect(shiftsBetween(one, from, to)).toEqual(clip(all(one), from, to));
      for (const shift of shiftsBetween(one, from, to)) {
        expect(onCallAt(one, shift.from)?.userId).toBe(shift.userId);
        expect(onCallAt(one, shift.to - 1)?.userId).toBe(shift.userId);
      }
    }),
  );
});

test("an override cuts exactly: inside it is its person, outside nothing changes", () => {
  fc.assert(
    fc.property(plan, override, (one, more) => {
      const added = { ...more, cancelledAt: null, number: 99, id: "new" };
      const before = all(one);
      const after = all({ ...one, overrides: [...one.overrides, added] });
      const { from, to } = added;
      const userId = one.absent.includes(added.userId) ? null : added.userId;
      expect(clip(after, from, Math.min(to, whole.to))).toEqual([
        { from, to: Math.min(to, whole.to), userId, plannedId: added.userId, overrideId: "new" },
      ]);
      expect(clip(after, whole.from, from)).toEqual(clip(before, whole.from, from));
      expect(clip(after, to, whole.to)).toEqual(clip(before, to, whole.to));
    }),
  );
});

test("a new schedule never changes what was before it, and decides alone from then on", () => {
  fc.assert(
    fc.property(plan, schedule, (one, more) => {
      const added = { ...more, number: 99 };
      const edited = { ...one, schedules: [...one.schedules, added] };
      const at = added.effectiveFrom;
      expect(clip(all(edited), whole.from, at)).toEqual(clip(all(one), whole.from, at));
      const alone = { ...one, schedules: [added] };
      expect(clip(all(edited), at, whole.to)).toEqual(clip(all(alone), at, whole.to));
    }),
  );
});

test("cancelling an override changes nothing before that moment", () => {
  fc.assert(
    fc.property(plan, override, instant, (one, more, at) => {
      const added = { ...more, number: 99, id: "new" };
      const stands = { ...one, overrides: [...one.overrides, { ...added, cancelledAt: null }] };
      const cancelled = { ...one, overrides: [...one.overrides, { ...added, cancelledAt: at }] };
      expect(clip(all(cancelled), whole.from, at)).toEqual(clip(all(stands), whole.from, at));
      expect(clip(all(cancelled), at, whole.to)).toEqual(clip(all(one), at, whole.to));
    }),
  );
});

test("somebody who is absent is never on call, and their time goes to nobody else", () => {
  fc.assert(
    fc.property(plan, fc.constantFrom(...people), (one, who) => {
      const present = all({ ...one, absent: [] });
      const without = all({ ...one, absent: [who] });
      expect(without).toEqual(present.map((s) => (s.userId === who ? { ...s, userId: null } : s)));
    }),
  );
});

test("gaps are what nobody covers, and what is said of now agrees with the shifts", () => {
  fc.assert(
    fc.property(plan, interval, (one, { from, to }) => {
      const gaps = gapsBetween(one, from, to);
      const covered = shiftsBetween(one, from, to).filter((shift) => shift.userId !== null);
      const sum = (list: readonly { from: number; to: number }[]) =>
        list.reduce((total, item) => total + item.to - item.from, 0);
      expect(sum(gaps) + sum(covered)).toBe(to - from);
      const state = stateAt(one, from);
      const following = merged(shiftsBetween(one, from, from + 200 * DAY_MS));
      expect(state.now.userId).toBe(following[0]?.userId);
      if (state.until !== null) {
        expect(state.until).toBe(following[0]?.to);
        expect(state.next?.userId).toBe(following[1]?.userId);
      }
    }),
  );
});

const monday = Date.parse("2026-03-23T08:00:00Z");
const simple: Plan = {
  schedules: [
    {
      number: 1,
      effectiveFrom: monday,
      zone: "Europe/Berlin",
      handOver: "09:00",
      period: "weekly",
      every: 1,
      anchor: "2026-03-23",
      members: ["ada", "bob"],
    },
  ],
  overrides: [],
  absent: [],
};

test("the next hand-overs keep the time on the wall when the clocks change", () => {
  expect(nextHandOvers(simple, monday, 3).map((s) => [new Date(s.from).toISOString(), s.userId])).toEqual([
    ["2026-03-30T07:00:00.000Z", "bob"],
    ["2026-04-06T07:00:00.000Z", "ada"],
    ["2026-04-13T07:00:00.000Z", "bob"],
  ]);
});

test("nobody is on call before the first schedule, after one without members, and without any", () => {
  const ended = {
    ...simple,
    schedules: [
      ...simple.schedules,
      { ...simple.schedules[0], number: 2, effectiveFrom: monday + DAY_MS, members: [] } as Schedule,
    ],
  };
  expect(gapsBetween(ended, monday - HOUR_MS, monday + 2 * DAY_MS)).toEqual([
    { from: monday - HOUR_MS, to: monday },
    { from: monday + DAY_MS, to: monday + 2 * DAY_MS },
  ]);
  expect(stateAt({ ...simple, schedules: [] }, monday)).toEqual({
    now: expect.objectContaining({ userId: null, plannedId: null }),
    until: null,
    next: null,
  });
});

test("one person alone is on call without end, with no hand-over to come", () => {
  const alone = { ...simple, schedules: simple.schedules.map((one) => ({ ...one, members: ["ada"] })) };
  expect(stateAt(alone, monday)).toMatchObject({ now: { userId: "ada" }, until: null, next: null });
  expect(nextHandOvers(alone, monday, 8)).toEqual([]);
});
