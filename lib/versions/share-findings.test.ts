import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Declared } from "./seen.ts";
import { shareFindings } from "./share-findings.ts";
import { context, dayStart, declared, digest, HOUR, hours, seen, share } from "./testing/seen-rows.ts";

const canary = [declared(0, 24, [share("a", 0.9), share("b", 0.1)])];
const taken = (counts: Record<string, number>, from = 0, to = 24) =>
  Object.entries(counts).flatMap(([letter, interactions]) =>
    Array.from({ length: to - from }, (_, index) => ({
      start: dayStart + (from + index) * HOUR,
      release: digest(letter),
      interactions,
    })),
  );
const find = (interactions: ReturnType<typeof taken>, what: Declared[] = canary, at = context) =>
  shareFindings({ seen: hours(0, 24, 10), interactions, declared: what }, at);

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
  const empty = (what: Declared[], at = context) =>
    shareFindings({ seen: [], interactions: [], declared: what }, at);

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
  });

  it("tells calls that arrived while nothing was declared", () => {
    const rows = [...hours(0, 9, 10), ...hours(9, 24, 10)];
    const [finding] = shareFindings({ seen: rows, interactions: [], declared: [declared(9, 24)] }, context);
    expect(finding).toMatchObject({
      kind: "nothing_declared",
      sentence: "90 calls arrived, and nothing was declared to run, until 09:00.",
      detail: "Most that named a release carried aaaaaaaaaaaa.",
    });
    expect(
      shareFindings({ seen: [seen(9, 1)], interactions: [], declared: [declared(9, 24)] }, context),
    ).toEqual([]);
  });
});
