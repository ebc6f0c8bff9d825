import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { criteria } from "#lib/scorecard/criteria";
import { judgeObserved } from "./judge-observed.ts";
import { compareObserved, type ObservedHour } from "./proof.ts";
import { newestSeen, type SharedStretch, sharesSeen } from "./share-proof.ts";

const start = Date.parse("2026-11-16T00:00:00Z");
const now = new Date(start + 6 * DAY_MS);
const digest = (letter: string) => letter.repeat(64);
const at = (hours: number) => start + hours * HOUR_MS;

/** Declared from one hour to another, in parts of a million by the letter of the release. */
function stretch(from: number, to: number, ppm: Record<string, number>): SharedStretch {
  const shares = Object.entries(ppm).map(([letter, part]) => ({ release: digest(letter), ppm: part }));
  return { from: at(from), to: at(to), releases: shares.map((one) => one.release), shares };
}

/** Calls of an hour by the letter of the release. */
const hour = (index: number, counts: Record<string, number>): ObservedHour[] =>
  Object.entries(counts).map(([letter, calls]) => ({
    start: at(index),
    release: letter === "-" ? null : digest(letter).slice(0, 12),
    model: null,
    generates: false,
    failed: false,
    calls,
  }));

function judge(hours: ObservedHour[], stretches: SharedStretch[], running?: SharedStretch) {
  const newest = newestSeen(hours, running ?? null, stretches.toReversed());
  const observed = {
    ...compareObserved(hours, stretches, {}),
    shares: sharesSeen(hours, stretches),
    newest,
  };
  const last = Math.max(...hours.map((one) => one.start));
  const rectangles = [{ from: start, to: null, recordedFrom: start, recordedTo: null, releases: [] }];
  const lastCallAt = new Date(last).toISOString();
  const evidence = { feature: { slug: "claims" }, observed, lastCallAt, rectangles };
  return judgeObserved(evidence, criteria.policy.versions, now);
}

const week = (ppm: Record<string, number>) => [stretch(0, 144, ppm)];

describe("declared shares beside what calls carried", () => {
  it("is met by shares that were taken, roughly", () => {
    expect(judge(hour(3, { a: 900, b: 100 }), week({ a: 900_000, b: 100_000 })).status).toBe("met");
    expect(judge(hour(3, { a: 830, b: 170 }), week({ a: 900_000, b: 100_000 })).status).toBe("met");
    expect(judge(hour(3, { a: 940, b: 60 }), week({ a: 900_000, b: 100_000 })).status).toBe("met");
  });

  it("is not met by a canary that was declared and never seen, and names it, its stretch and the way out", () => {
    const found = judge(hour(3, { a: 5000 }), week({ a: 900_000, b: 100_000 }));
    expect(found).toMatchObject({
      status: "unmet",
      because:
        "Release bbbbbbbbbbbb was declared to take 10 % on 16 Nov 2026 from 03:00 to 04:00 UTC, and none of 5,000 calls carried it.",
      fix: { label: "Record what ran", href: "/features/claims/versions?at=2026-11-16" },
    });
    // Its share promises too few calls to say.
    expect(judge(hour(3, { a: 199 }), week({ a: 900_000, b: 100_000 })).status).toBe("met");
    expect(judge(hour(3, { a: 200 }), week({ a: 900_000, b: 100_000 })).status).toBe("unmet");
  });

  it("is not met by naming old releases with next to nothing while they run", () => {
    const old = Object.fromEntries("bcdefghijklmnopqrst".split("").map((letter) => [letter, 1]));
    const found = judge(hour(3, { a: 600, b: 400 }), week({ a: 999_981, ...old }));
    expect(found.status).toBe("unmet");
    expect(found.because).toContain(
      "carry release bbbbbbbbbbbb beyond twice the 0.0001 % that it was declared to take",
    );
    // Many of them a little is as much.
    const each = Object.fromEntries(Object.keys(old).map((letter) => [letter, 8]));
    expect(judge(hour(3, { a: 848, ...each }), week({ a: 999_981, ...old })).status).toBe("unmet");
  });

  it("is not met by a share of which less than half was taken", () => {
    const found = judge(hour(3, { a: 980, b: 20 }), week({ a: 800_000, b: 200_000 }));
    expect(found.because).toContain("to take 20 % on");
    expect(found.because).toContain("and only 20 (2 %) of 1,000 calls carried it");
    expect(found.status).toBe("unmet");
  });

  it("is not met by a short stretch whose release never came, however many calls were right before", () => {
    const stretches = [stretch(0, 100, { a: 1_000_000 }), stretch(100, 144, { b: 1_000_000 })];
    const found = judge([...hour(3, { a: 50_000 }), ...hour(101, { a: 60 })], stretches);
    expect(found).toMatchObject({ status: "unmet", because: expect.stringContaining("bbbbbbbbbbbb") });
  });

  it("asks nothing of a share in an hour for which reports differ", () => {
    const stretches = [stretch(0, 10.5, { a: 1_000_000 }), stretch(10.5, 144, { a: 500_000, b: 500_000 })];
    expect(sharesSeen(hour(10, { a: 90, b: 10, "-": 5 }), stretches)).toEqual([
      {
        from: at(10),
        to: at(11),
        calls: 105,
        shares: [
          { release: digest("a"), least: 500_000, most: 1_000_000, carried: 90 },
          { release: digest("b"), least: 0, most: 500_000, carried: 10 },
        ],
      },
    ]);
    expect(judge(hour(10, { a: 1000 }), stretches).status).toBe("met");
    expect(sharesSeen(hour(200, { a: 1 }), stretches)).toEqual([]);
  });
});

describe("what runs now", () => {
  const before = stretch(0, 100, { a: 1_000_000 });
  const newest = stretch(100, 144, { b: 900_000, a: 100_000 });

  it("is not observed while no call came since it was declared", () => {
    expect(judge(hour(3, { a: 5000 }), [before, newest], newest)).toMatchObject({
      status: "stale",
      because: expect.stringContaining("No call has carried release bbbbbbbbbbbb since"),
    });
    expect(
      judge([...hour(3, { a: 5000 }), ...hour(101, { b: 9, a: 1 })], [before, newest], newest).status,
    ).toBe("met");
  });

  it("has an hour to be seen", () => {
    const late = stretch(143.5, 144, { b: 1_000_000 });
    expect(judge(hour(3, { a: 5000 }), [before, late], late)).toMatchObject({
      status: "met",
      validUntil: new Date(at(144.5)).toISOString(),
    });
  });

  it("runs since it was first declared, however often that was said anew", () => {
    const again = stretch(100, 144, { a: 1_000_000 });
    const shares = { calls: 7, release: digest("a") };
    expect(newestSeen(hour(3, { a: 7 }), again, [before])).toEqual({ ...shares, since: at(0) });
    const apart = { ...before, to: at(99) };
    expect(newestSeen(hour(3, { a: 7 }), again, [apart])).toEqual({ ...shares, since: at(100), calls: 0 });
    expect(newestSeen([], null, [before])).toBeNull();
    // A sliver of the traffic before is not yet what mostly runs.
    const sliver = stretch(0, 100, { b: 999_999, a: 1 });
    expect(newestSeen(hour(3, { a: 7 }), again, [sliver])).toEqual({ ...shares, since: at(100), calls: 0 });
  });
});
