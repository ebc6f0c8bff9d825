import { describe, expect, it } from "vitest";
import type { CostReport } from "#lib/cost/schema";
import { sampleReport as report } from "#lib/cost/testing/sample-report";
import {
  bandPoints,
  centsText,
  changeText,
  costSentence,
  digitsFor,
  totalText,
  unpricedSentence,
  zeroCostSentence,
} from "./prepare-cost.ts";
import { msText, partCost, stackOf } from "./prepare-split.ts";
import { splitRows } from "./split-rows.ts";

describe("preparing the cost screen", () => {
  it("keeps a gap a gap and names days in the reader's zone", () => {
    expect(bandPoints(report, "Europe/Berlin")).toMatchObject([
      { label: "1 Mar", median: null, mean: null, p95: null },
      { label: "2 Mar", median: 6.12, mean: 6.66, p95: 14.8 },
    ]);
    expect(bandPoints({ ...report, grain: "hour" }, "UTC")[0]?.label).toBe("28 Feb, 23:00");
    expect(centsText(null)).toBe("unknown");
    expect(totalText({ totalUsd: "0.000000000", unpricedCalls: 3 })).toBe("unknown");
    expect(totalText({ totalUsd: "0.000000000", unpricedCalls: 0 })).toBe("$0.00");
    expect(centsText(0)).toBe("0.00 ¢");
  });

  it("gives small medians their digits", () => {
    const at = (median: number | null) => ({ at: 0, label: "", median, p95: null });
    expect(digitsFor([at(null)])).toBe(2);
    expect(digitsFor([at(6), at(0.5), at(0)])).toBe(2);
    expect(digitsFor([at(6), at(0.042)])).toBe(3);
    expect(digitsFor([at(0.0000042)])).toBe(4);
  });

  it("says the cost aloud, and says so when it is not known", () => {
    expect(costSentence(report, "claim")).toBe(
      "One claim costs 6.12 ¢ in the median, 6.66 ¢ on average; one in twenty costs 14.80 ¢ or more.",
    );
    const centsPerInteraction = { mean: null, p50: null, p95: null, p99: null };
    expect(costSentence({ ...report, centsPerInteraction }, "claim")).toBe(
      "What one claim costs is not known: 1,200 interactions, and none of them shows a price.",
    );
    expect(costSentence({ ...report, calls: 0 }, "claim")).toBe("No calls in this range.");
  });

  it("names what has no price, also when that is everything", () => {
    expect(unpricedSentence(report)).toBeNull();
    const byModel = [{ provider: "own", model: "own-7b", calls: 19 }];
    const some = {
      unpricedCalls: 19,
      unpricedInteractions: 1,
      unpriced: { calls: 19, share: 0.01, byModel },
    };
    expect(unpricedSentence({ ...report, ...some })).toBe(
      "19 of 1,900 billable calls (1 %) have no price. Their 1 interaction is in no figure per interaction. Most are of own-7b.",
    );
    expect(unpricedSentence({ ...report, unpricedCalls: 1900, unpricedInteractions: 1200 })).toBe(
      "All of 1,900 billable calls (100 %) have no price. Their 1,200 interactions are in no figure per interaction.",
    );
  });

  it("says how many interactions count at nothing, and what the others cost", () => {
    expect(zeroCostSentence(report, "claim")).toBeNull();
    expect(zeroCostSentence({ ...report, zeroCostInteractions: 200 }, "claim")).toBe(
      "200 interactions of 1,200 made no call that is billed, or failed before anything was: they count at 0 ¢. Without them one claim costs 7.99 ¢ on average.",
    );
    const free = { mean: 0, p50: 0, p95: 0, p99: 0 };
    expect(
      zeroCostSentence({ ...report, zeroCostInteractions: 1200, centsPerInteraction: free }, "claim"),
    ).toBe(
      "1,200 interactions of 1,200 made no call that is billed, or failed before anything was: they count at 0 ¢.",
    );
  });

  it("compares with the range before, where there is one", () => {
    expect(changeText(6, 5)).toBe("20 % more than before");
    expect(changeText(4, 5)).toBe("20 % less than before");
    expect(changeText(5, 5)).toBe("as before");
    expect(changeText(5, null)).toBe("nothing to compare with before");
    expect(changeText(null, 5)).toBe("no interaction shows a price");
    expect(changeText(5, 0)).toBe("was 0 ¢ before");
  });
});

describe("preparing a split", () => {
  const part = { calls: 3, unpricedCalls: 0, usd: "1.5", share: 0.75 };
  const split: CostReport["split"] = {
    by: "attempt",
    parts: [
      {
        ...part,
        key: "first",
        label: "first",
        series: [
          { start: "2026-02-28T23:00:00.000Z", calls: 0, usd: "0" },
          { start: "2026-03-01T23:00:00.000Z", calls: 3, usd: "1.5" },
        ],
      },
      {
        ...part,
        key: "retry",
        label: "retry",
        series: [
          { start: "2026-02-28T23:00:00.000Z", calls: 0, usd: "0" },
          { start: "2026-03-01T23:00:00.000Z", calls: 1, usd: "0.5" },
        ],
      },
    ],
  };

  it("draws a day without a call as a gap, and names the parts", () => {
    expect(stackOf({ ...report, split }, "Europe/Berlin")).toEqual({
      parts: [
        { key: "first", label: "First attempts", hue: 0 },
        { key: "retry", label: "Retries", hue: 1 },
      ],
      points: [
        { at: Date.parse("2026-02-28T23:00:00.000Z"), label: "1 Mar", values: null },
        { at: Date.parse("2026-03-01T23:00:00.000Z"), label: "2 Mar", values: [1.5, 0.5] },
      ],
    });
    expect(stackOf(report, "UTC")).toEqual({ parts: [], points: [] });
  });

  it("never writes zero for what is not known", () => {
    expect(partCost({ usd: "0", unpricedCalls: 2, calls: 2 })).toBe("unknown");
    expect(partCost({ usd: "0", unpricedCalls: 0, calls: 2 }, false)).toBe("not billed");
    expect(partCost({ usd: "0", unpricedCalls: 0, calls: 2 })).toBe("$0.00");
    expect(partCost({ usd: "0", unpricedCalls: 0, calls: 0 })).toBe("none");
    expect(partCost({ usd: "0.5", unpricedCalls: 1, calls: 2 })).toBe("$0.50");
  });

  it("names releases, also those that were never declared", () => {
    const own = {
      ...part,
      interactions: 2,
      unpricedInteractions: 0,
      centsPerInteraction: report.centsPerInteraction,
    };
    const byRelease = [
      { ...own, release: "3fa9c1d20b7e", digest: "3fa9c1d20b7e00", name: "prompt v13" },
      { ...own, release: "9b1c00aa31ef", digest: null, name: null },
      { ...own, release: "none", digest: null, name: null },
    ];
    const rows = splitRows({ ...report, byRelease }, "release");
    expect(rows.map(({ name, detail }) => [name, detail])).toEqual([
      ["prompt v13", "3fa9c1d20b7e"],
      ["9b1c00aa31ef", null],
      ["No release", null],
    ]);
  });

  it("writes milliseconds as people say them", () => {
    expect([msText(null), msText(820.4), msText(1440)]).toEqual(["—", "820 ms", "1.4 s"]);
  });
});
