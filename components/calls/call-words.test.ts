import { describe, expect, it } from "vitest";
import { costWord, durationWord, interactionHref, modelWord, tokensWord } from "./call-words.ts";

describe("words of a call", () => {
  it("tells free, unpriced and not billed apart", () => {
    expect(costWord({ billable: true, usd: "0" })).toBe("$0.00");
    expect(costWord({ billable: true, usd: null })).toBe("unpriced");
    expect(costWord({ billable: false, usd: null })).toBe("—");
    expect(costWord({ billable: true, usd: "0.0041" })).toBe("$0.0041");
  });

  it("names what answered before what was asked for", () => {
    expect(modelWord({ responseModel: "b", requestModel: "a", name: "n" })).toBe("b");
    expect(modelWord({ responseModel: null, requestModel: null, name: "n" })).toBe("n");
    const none = { input: null, output: null, cacheRead: null, cacheWrite: null, reasoning: null };
    expect(tokensWord({ ...none, input: 1200 })).toBe("1,200 / —");
    expect(tokensWord(none)).toBe("—");
  });

  it("writes durations of a column with one decimal, so that they stand under each other", () => {
    expect([99, 4000, 2345, 59_990, 185_000].map(durationWord)).toEqual([
      "99 ms",
      "4.0 s",
      "2.3 s",
      "60.0 s",
      "3 min 5 s",
    ]);
  });

  it("leads to the interaction of a feature, and nowhere without one", () => {
    const call = { interactionId: "ab", environment: "pre prod", feature: { slug: "f", name: "F" } };
    expect(interactionHref(call)).toBe("/features/f/interactions/ab?environment=pre%20prod");
    expect(interactionHref({ ...call, environment: "production" })).toBe("/features/f/interactions/ab");
    expect(interactionHref({ ...call, feature: { slug: null, name: "Unregistered" } })).toBeNull();
  });
});
