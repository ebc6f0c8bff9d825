import { describe, expect, it } from "vitest";
import { costParts, costSentence } from "./prepare-cost-parts.ts";
import { declaredWords, releasesOf } from "./prepare-releases.ts";
import { node } from "./testing/node.ts";

const spans = [
  node("root"),
  node("1", { call: { usd: "0.004" } }),
  node("2", { call: { usd: "0.004", attempt: "retry" } }),
  node("3", { call: { usd: "0.001", attempt: "fallback", responseModel: "mini" } }),
  node("4", {
    operation: "execute_tool",
    name: "search",
    call: { usd: "0.001", responseModel: null, requestModel: null },
  }),
  node("5", { call: { usd: null, responseModel: "house" } }),
  node("6", { operation: "execute_tool", name: "free", call: { usd: null, billable: false } }),
];

describe("what a cost is made of", () => {
  it("is told by model and attempt, the dearest first, and sums to the whole", () => {
    const { rows, shares, totalNano, unpriced } = costParts(spans);
    expect(rows.map(({ what, part, calls, nano }) => [what, part, calls, nano])).toEqual([
      ["gpt-4o", "first", 1, 4_000_000n],
      ["gpt-4o", "retry", 1, 4_000_000n],
      ["mini", "fallback", 1, 1_000_000n],
      ["search", "tool", 1, 1_000_000n],
      ["house", "first", 1, 0n],
    ]);
    expect(shares.map(({ key, fraction }) => [key, fraction])).toEqual([
      ["first", 0.4],
      ["retry", 0.4],
      ["fallback", 0.1],
      ["tool", 0.1],
    ]);
    expect(totalNano).toBe(10_000_000n);
    expect(unpriced).toBe(1);
  });

  it("has a sentence that hides neither repeats nor what has no price", () => {
    expect(costSentence(costParts(spans))).toBe(
      "$0.0050 of $0.010 went to retries and fallbacks. 1 call has no price and counts as nothing here.",
    );
    expect(costSentence(costParts([node("1")]))).toBe("No call of it costs anything.");
    expect(costSentence(costParts([node("1", { call: { usd: null } })]))).toContain("no price");
    expect(costSentence(costParts([node("1", { call: { usd: "0" } })]))).toBe("All of its calls are free.");
  });
});

describe("the releases that ran", () => {
  const digest = "3fa9c1d20b7e".padEnd(64, "0");
  const calls = [
    node("1", { call: {}, release: "3fa9c1d20b7e" }),
    node("2", { call: {}, release: "3fa9c1d20b7e" }),
    node("3", { call: {}, release: "91be07aa41c3" }),
    node("4", { call: {} }),
    node("5", { release: "ffffffffffff" }),
  ];

  it("are those of its calls, each beside what was declared", () => {
    expect(releasesOf(calls, [digest])).toEqual({
      seen: [
        { release: "3fa9c1d20b7e", calls: 2, declared: true },
        { release: "91be07aa41c3", calls: 1, declared: false },
      ],
      without: 1,
    });
  });

  it("are called declared only when all of them are", () => {
    const words = (spans: typeof calls, declared: string[]) =>
      declaredWords(releasesOf(spans, declared), declared);
    expect(words(calls.slice(0, 2), [digest])).toBe("declared to run then");
    expect(words(calls, [digest])).toBe("not all declared to run then; 1 call carries no release");
    expect(words(calls.slice(2, 3), [digest])).toBe("not declared to run then");
    expect(words(calls.slice(0, 1), [])).toBe("nothing was declared to run then");
    expect(words(calls.slice(3, 4), [digest])).toBe("its calls carry no release");
  });
});
