import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  context,
  dayStart,
  declared,
  digest,
  HOUR,
  hours,
  seen,
  share,
} from "#lib/versions/testing/seen-rows";
import type { Declared, SeenHour } from "./seen.ts";
import { shareFindings } from "./share-findings.ts";

const canary = [declared(0, 24, [share("a", 0.9), share("b", 0.1)])];
const taken = (counts: Record<string, number>, from = 0, to = 24) =>
  Object.entries(counts).flatMap(([letter, interactions]) =>
    Array.from({ length: to - from }, (_, index) => ({
      start: dayStart + (from + index) * HOUR,
      release: digest(letter),
      interactions,
    })),
  );
/** The releases a to f are registered. */
const registered = new Set("abcdef".split("").map(digest));
const find = (interactions: ReturnType<typeof taken>, what: Declared[] = canary, at = context) =>
  shareFindings({ seen: hours(0, 24, 10), interactions, declared: what, registered }, at);

describe("shares", () => {
  it("says nothing of a share that chance explains", () => {
    expect(find(taken({ a: 9, b: 1 }))).toEqual([]);
    expect(find(taken({ a: 88, b: 12 }, 0, 1))).toEqual([]);
  });

  it("tells the share that was taken, once for both, with the command that records it", () => {
    const [finding, ...others] = find(taken({ a: 62, b: 38 }));
    expect(others).toEqual([]);
    expect(finding?.sentence).toBe(
      "Release bbbbbbbbbbbb was declared to take 10 %, and took 38 % (912 of 2,400 interactions, 00:00 to 24:00).",
    );
    expect(finding?.fix?.command).toContain("--share aaaaaaaaaaaa=0.62 --share bbbbbbbbbbbb=0.38");
    expect(finding?.fix?.deployment).toMatchObject({
      effectiveAt: new Date(dayStart).toISOString(),
      until: new Date(dayStart + 24 * HOUR).toISOString(),
    });
  });

  it("leaves the end open only while it still runs", () => {
    const noon = { ...context, now: dayStart + 12.5 * HOUR };
    const rows = hours(0, 13, 10);
    const at = (to: number) => ({
      seen: rows,
      interactions: taken({ a: 62, b: 38 }, 0, to),
      declared: canary,
      registered,
    });
    expect(shareFindings(at(12), noon)[0]?.fix?.deployment?.until).toBe(
      new Date(dayStart + 12 * HOUR).toISOString(),
    );
    expect(shareFindings(at(13), noon)[0]?.fix?.deployment?.until).toBeNull();
  });

  it("puts every registered release that took part into the shares, and offers none beside an unregistered one", () => {
    const found = find(taken({ a: 30, c: 69, d: 1 }));
    expect(found.map((one) => one.kind)).toEqual(["share_differs", "release_not_observed"]);
    for (const { fix } of found)
      expect(fix?.deployment?.shares).toEqual([
        { release: digest("c"), weight: 0.69 },
        { release: digest("a"), weight: 0.3 },
        { release: digest("d"), weight: 0.01 },
      ]);
    for (const { fix } of find(taken({ a: 30, z: 70 })))
      expect(fix).toMatchObject({ command: null, deployment: null });
  });

  it("tells a declared release that nothing carried, but only where chance would have shown it", () => {
    expect(find(taken({ a: 100 })).map((one) => one.kind)).toEqual(["release_not_observed"]);
    expect(find(taken({ a: 30 }, 0, 1))).toEqual([]);
  });

  it("counts only whole hours of a declared stretch", () => {
    const change = [declared(0, 12.5), declared(12.5, 24, [share("a", 0.5), share("b", 0.5)])];
    expect(find(taken({ a: 50, b: 50 }, 12, 24), change)).toEqual([]);
    expect(find(taken({ a: 1000 }, 12, 13), change)).toEqual([]);
  });

  it("proposes shares that sum to 1, whatever was taken", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 6 }), (counts) => {
        const letters = "abcdef".slice(0, counts.length).split("");
        const even = [
          declared(
            0,
            24,
            letters.map((letter) => share(letter, 1 / counts.length)),
          ),
        ];
        const rows = taken(Object.fromEntries(letters.map((letter, index) => [letter, counts[index] ?? 0])));
        for (const { fix } of find(
          rows.filter((row) => row.interactions > 0),
          even,
        )) {
          const weights = [...(fix?.command?.matchAll(/=(\d(?:\.\d+)?)/g) ?? [])].map((match) =>
            Number(match[1]),
          );
          if (weights.length > 0) expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        }
      }),
    );
  });
});

describe("nothing on one side", () => {
  const undeclared = (rows: SeenHour[], what = [declared(9, 24)]) =>
    shareFindings({ seen: rows, interactions: [], declared: what, registered }, context);
  const empty = (what: Declared[], at = context) =>
    shareFindings({ seen: [], interactions: [], declared: what, registered }, at);

  it("tells a day on which nothing was observed although a release was declared", () => {
    expect(empty([declared(0, 24)])[0]?.sentence).toBe(
      "Nothing was observed from 00:00 to 24:00, although release aaaaaaaaaaaa was declared to run.",
    );
    expect(empty([])).toEqual([]);
  });

  it("does not hold the hours against a day that have not happened", () => {
    const noon = { ...context, now: dayStart + 12.5 * HOUR };
    expect(empty([declared(0, 24)], noon)[0]?.sentence).toContain("from 00:00 to 12:00");
    expect(empty([declared(0, 24)], { ...context, now: dayStart + HOUR / 2 })).toEqual([]);
    expect(empty([declared(18, 24)], noon)).toEqual([]);
    expect(empty([declared(11.5, 24)], noon)).toEqual([]);
  });

  it("tells calls that arrived while nothing was declared", () => {
    const rows = [...hours(0, 9, 10), ...hours(9, 24, 10)];
    const [finding] = undeclared(rows);
    expect(finding).toMatchObject({
      kind: "nothing_declared",
      sentence: "90 calls arrived, and nothing was declared to run, until 09:00.",
      detail: "Most that named a release carried aaaaaaaaaaaa.",
    });
    expect(undeclared([seen(9, 1)])).toEqual([]);
  });

  it("offers to record what nearly all of them carried, for as long as they did", () => {
    const offered = (rows: SeenHour[], what?: Declared[]) => undeclared(rows, what)[0]?.fix?.deployment;
    const few = seen(3, 2, { release: digest("b") });
    expect(offered([...hours(0, 7, 10), few, ...hours(9, 24, 10)])).toEqual({
      shares: [{ release: digest("a"), weight: 1 }],
      effectiveAt: new Date(dayStart).toISOString(),
      until: new Date(dayStart + 7 * HOUR).toISOString(),
    });
    expect(offered([...hours(0, 9, 10), ...hours(0, 9, 1, { release: digest("b") })])).toBeNull();
    expect(offered(hours(0, 9, 10, { release: digest("z") }))).toBeNull();
    // What was declared for hours between would be overruled.
    expect(offered(hours(0, 24, 10), [declared(9, 20)])).toBeNull();
  });
});
