import { describe, expect, it } from "vitest";
import type { CostReport } from "#lib/cost/schema";
import {
  bandPoints,
  centsText,
  costSentence,
  costShares,
  digitsFor,
  totalText,
  unpricedSentence,
} from "./prepare-cost.ts";

const report: CostReport = {
  from: "2026-03-01T00:00:00.000Z",
  to: "2026-03-03T00:00:00.000Z",
  environment: "production",
  interactions: 1200,
  unpricedInteractions: 0,
  calls: 2000,
  billableCalls: 1900,
  unpricedCalls: 0,
  coverage: 1,
  totalUsd: "80",
  centsPerInteraction: { mean: 6.66, p50: 6.12, p95: 14.8, p99: 20 },
  shares: { first: 0.9, retry: 0.05, fallback: 0.04, tool: 0.01 },
  byModel: [],
  series: [
    { start: "2026-02-28T23:00:00.000Z", interactions: 0, mean: null, p50: null, p95: null },
    { start: "2026-03-01T23:00:00.000Z", interactions: 1200, mean: 6.66, p50: 6.12, p95: 14.8 },
  ],
};

describe("preparing the cost screen", () => {
  it("keeps a gap a gap and names days in the reader's zone", () => {
    const points = bandPoints(report, "day", "Europe/Berlin");
    expect(points).toMatchObject([
      { label: "1 Mar", median: null, p95: null },
      { label: "2 Mar", median: 6.12, p95: 14.8 },
    ]);
    expect(bandPoints(report, "hour", "UTC")[0]?.label).toBe("28 Feb, 23:00");
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

  it("has parts with their amounts, and none of nothing", () => {
    expect(costShares(report).map((share) => [share.key, share.value])).toEqual([
      ["first", "$72.00"],
      ["retry", "$4.00"],
      ["fallback", "$3.20"],
      ["tool", "$0.80"],
    ]);
    const shares = { first: null, retry: null, fallback: null, tool: null };
    expect(costShares({ shares, totalUsd: "0" })).toEqual([]);
  });

  it("says the cost aloud, and says so when it is not known", () => {
    expect(costSentence(report, "claim")).toBe(
      "One claim costs 6.12 ¢ in the median, 6.66 ¢ on average; one in twenty costs 14.80 ¢ or more.",
    );
    const nothing = { mean: null, p50: null, p95: null, p99: null };
    const unpriced = {
      ...report,
      centsPerInteraction: nothing,
      unpricedCalls: 1900,
      unpricedInteractions: 1200,
    };
    expect(costSentence(unpriced, "claim")).toBe(
      "What one claim costs is not known: 1,200 interactions, and none of them shows a price.",
    );
    expect(unpricedSentence(unpriced)).toBe(
      "1,900 calls of 1,900 (100 %) have no price. Their 1,200 interactions are in no figure per interaction.",
    );
    expect(unpricedSentence(report)).toBeNull();
  });
});
