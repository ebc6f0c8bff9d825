import { describe, expect, test } from "vitest";
import { emptyPrice, emptyTier, priceBodyOf } from "./price-draft.ts";
import { changeInWords, percentInWords, priceInWords, validityInWords, wouldPrice } from "./price-words.ts";

const none = { input: null, output: null, cacheRead: null, cacheWrite: null, reasoning: null };

test("a price in words has every digit that was stated, and nothing that was not", () => {
  expect(priceInWords({ perCall: null, perMillionTokens: { ...none, input: "0.15", output: "0.6" } })).toBe(
    "$0.15 in · $0.60 out a million",
  );
  expect(priceInWords({ perCall: "0.002", perMillionTokens: null })).toBe("$0.002 a call");
  expect(priceInWords({ perCall: "1", perMillionTokens: { ...none, cacheRead: "0" } })).toBe(
    "$0 cache read a million + $1 a call",
  );
  expect([percentInWords("12.5"), percentInWords("-80")]).toEqual(["12.5 % off", "80 % more"]);
});

test("when it holds, in days of the organisation's zone", () => {
  const validFrom = "2026-03-13T23:00:00.000Z";
  const words = (validUntil: string | null) => validityInWords({ validFrom, validUntil }, "Europe/Berlin");
  expect(words(null)).toBe("since 14 Mar 2026");
  expect(words("2026-03-31T22:00:00.000Z")).toBe("14 Mar 2026 to 1 Apr 2026");
  expect(words(validFrom)).toBe("withdrawn, was to begin 14 Mar 2026");
});

describe("what a run changes", () => {
  const total = {
    calls: 1440,
    changedCalls: 576,
    newlyPricedCalls: 500,
    newlyUnpricedCalls: 0,
    dearerCalls: 76,
    cheaperCalls: 0,
    unpricedBefore: 624,
    unpricedAfter: 48,
    beforeUsd: "1",
    afterUsd: "2",
    differenceUsd: "1",
  };
  test("is a sentence before and after", () => {
    expect(changeInWords(total, false)).toBe("576 of 1,440 calls change: 500 get a price, 76 become dearer.");
    expect(changeInWords(total, true)).toBe("576 of 1,440 calls changed: 500 got a price, 76 became dearer.");
    expect(changeInWords({ ...total, changedCalls: 0 }, false)).toContain("None of 1,440 calls changes");
    expect(changeInWords({ ...total, calls: 0 }, true)).toBe("There was no call in this period.");
  });
});

test("a day that was typed is that day's midnight in the organisation's zone, also when clocks change", () => {
  const draft = { ...emptyPrice("2026-03-29"), name: "m", untilDay: "2026-03-30" };
  expect(priceBodyOf(draft, "Europe/Berlin")).toMatchObject({
    validFrom: "2026-03-28T23:00:00.000Z",
    validUntil: "2026-03-29T22:00:00.000Z",
  });
  expect(priceBodyOf({ ...draft, untilDay: "" }, "UTC").validUntil).toBeNull();
});

test("what was left empty is not sent; a tool has no prices a token", () => {
  const tier = { ...emptyTier("t"), above: "200000", input: " 3 " };
  const draft = { ...emptyPrice("2026-01-01"), name: "m", tiers: [tier] };
  const rates = { ...draft.rates, input: "1" };
  expect(priceBodyOf({ ...draft, rates }, "UTC")).toMatchObject({
    provider: null,
    serviceTier: null,
    perCall: null,
    perMillionTokens: { input: "1" },
    tiers: [{ aboveInputTokens: 200_000, input: "3" }],
    note: null,
  });
  expect(priceBodyOf({ ...draft, rates, kind: "tool", perCall: "0.01" }, "UTC")).toMatchObject({
    perMillionTokens: null,
    tiers: null,
    perCall: "0.01",
  });
});

test("a model is said to have a price only where its calls would find it", () => {
  const row = {
    provider: "vLLM",
    model: "Damage-VLM-7b",
    serviceTier: null,
    calls: 9,
    unpricedCalls: 9,
    withoutCounts: false,
    firstDay: "2026-10-24",
  };
  const price = {
    id: 1,
    kind: "model" as const,
    state: "holds" as const,
    provider: "vllm",
    name: "damage-vlm-7b",
    serviceTier: null,
    feature: null,
    perCall: null,
    perMillionTokens: { ...none, input: "0.2" },
    tiers: [],
    validFrom: "2026-10-24T00:00:00Z",
    validUntil: null,
    note: null,
    createdBy: "Ada",
    createdAt: "2026-11-22T00:00:00Z",
    endedBy: null,
  };
  expect(wouldPrice(price, row)).toBe(true);
  expect(wouldPrice({ ...price, name: "damage*", provider: null }, row)).toBe(true);
  expect(wouldPrice({ ...price, name: "damage-vlm" }, row)).toBe(false);
  expect(wouldPrice({ ...price, state: "ended" }, row)).toBe(false);
  expect(wouldPrice({ ...price, provider: "openai" }, row)).toBe(false);
  expect(wouldPrice({ ...price, serviceTier: "batch" }, row)).toBe(false);
  expect(wouldPrice({ ...price, feature: { slug: "a", name: "A" } }, row)).toBe(false);
  expect(wouldPrice(price, { ...row, withoutCounts: true })).toBe(false);
  expect(wouldPrice({ ...price, perCall: "0.01" }, { ...row, withoutCounts: true })).toBe(true);
});
