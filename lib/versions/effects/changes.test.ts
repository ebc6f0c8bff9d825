import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Segment } from "#lib/versions/schema";
import { dayStart, HOUR, hours, seen, share } from "#lib/versions/testing/seen-rows";
import {
  allChanges,
  type Change,
  changesNear,
  deploymentChanges,
  modelChanges,
  unequal,
  windowsOf,
} from "./changes.ts";

const DAY = 24 * HOUR;
const newModel = { responseModel: "gpt-4o-2024-11-20" };
const change = (at: number): Change => ({
  at,
  kind: "deployment",
  label: "x",
  reason: null,
  reportedBy: null,
});

function segment(from: number, to: number, shares: ReturnType<typeof share>[]): Segment {
  const text = (hour: number) => new Date(dayStart + hour * HOUR).toISOString();
  return {
    from: text(from),
    to: text(to),
    certainty: shares.length > 0 ? "declared" : "none",
    shares,
    reason: "why",
    reportedAt: text(from),
    reportedBy: "pipeline",
    effectiveAt: text(from),
    deployment: text(from),
    calls: null,
    callsWithoutRelease: null,
  };
}

describe("changes", () => {
  it("names a deployment by what is new in it and by its share, and tells no gap and no report anew", () => {
    const changes = deploymentChanges([
      segment(-48, -24, []),
      segment(-24, -12, [share("a")]),
      segment(-12, 0, [share("a")]),
      segment(0, 12, [share("a", 0.9), share("b", 0.1, "v13")]),
      segment(12, 24, [share("b", 1, "v13")]),
    ]);
    expect(changes.map((one) => one.label)).toEqual(["prompt v13 to 10 %", "reply v13 to 100 %"]);
  });

  it("finds the hour in which a provider began to answer with another model", () => {
    const rows = [...hours(-60, 14, 10), seen(2, 1, newModel), ...hours(14, 48, 10, newModel)];
    expect(modelChanges(rows)).toMatchObject([
      {
        at: dayStart + 14 * HOUR,
        label: "gpt-4o-2024-11-20 answers",
        reason: "gpt-4o had been answered by gpt-4o-2024-08-06",
      },
    ]);
  });

  it("takes neither a mixture, nor another request, nor a handful of answers for one", () => {
    expect(modelChanges([...hours(-60, 48, 10), ...hours(14, 48, 3, newModel)])).toEqual([]);
    expect(
      modelChanges([...hours(-60, 14, 10), ...hours(14, 48, 10, { ...newModel, requestModel: "other" })]),
    ).toEqual([]);
    expect(modelChanges([...hours(10, 14, 1), ...hours(14, 18, 1, newModel)])).toEqual([]);
  });

  it("is one change when the model came with a deployment", () => {
    const segments = [
      segment(-60, 13.5, [share("a")]),
      segment(13.5, 48, [share("b", 1, "v12", "2024-11-20")]),
    ];
    const rows = [...hours(-60, 14, 10), ...hours(14, 48, 10, newModel)];
    expect(allChanges(segments, rows).map((one) => one.kind)).toEqual(["deployment"]);
  });

  it("shows those of the week around the day, the nearest four, else the last before it", () => {
    const day = { from: dayStart, to: dayStart + DAY };
    const at = [-30, -20, -5, -2, 0.5, 3, 6].map((days) => change(dayStart + days * DAY));
    expect(changesNear(at, day).map((one) => (one.at - dayStart) / DAY)).toEqual([-5, -2, 0.5, 3]);
    expect(changesNear(at.slice(0, 2), day).map((one) => (one.at - dayStart) / DAY)).toEqual([-20]);
    expect(changesNear([], day)).toEqual([]);
  });
});

describe("windows", () => {
  const now = dayStart + 60 * DAY;

  it("are seven days at most, leave out the hour of the change, and are whole days", () => {
    const at = dayStart + 12.5 * HOUR;
    const windows = windowsOf(change(at), [change(at)], now);
    expect(windows).toEqual({
      before: { from: dayStart + 12 * HOUR - 7 * DAY, to: dayStart + 12 * HOUR },
      after: { from: dayStart + 13 * HOUR, to: dayStart + 13 * HOUR + 7 * DAY },
      hours: 168,
    });
    const near = [change(at - 2.5 * DAY), change(at)];
    expect(windowsOf(change(at), near, now)?.hours).toBe(48);
  });

  it("never reach over a neighbouring change or into the future, and are of one length", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 14 * DAY }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 20 * DAY }),
        (ats, present) => {
          const all = ats.map((at) => change(dayStart + at));
          for (const one of all) {
            const windows = windowsOf(one, all, dayStart + present);
            if (!windows) continue;
            const { before, after } = windows;
            expect(before.to - before.from).toBe(after.to - after.from);
            expect(before.to <= one.at && after.from >= one.at && after.to <= dayStart + present).toBe(true);
            for (const { at } of all.filter((other) => other !== one))
              expect(at <= before.from || at >= after.to || at === one.at).toBe(true);
          }
        },
      ),
    );
  });

  it("say that there is no room", () => {
    expect(windowsOf(change(dayStart), [change(dayStart), change(dayStart + HOUR / 2)], now)).toBeNull();
    expect(windowsOf(change(now), [change(now)], now)).toBeNull();
  });

  it("say what they leave unequal where they are no whole weeks", () => {
    expect(unequal(12)).toContain("other hours of the day");
    expect(unequal(24)).toContain("other days of the week");
    expect(unequal(144)).toContain("other days of the week");
    expect(unequal(168)).toBeNull();
  });
});
