import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formulaOf } from "./formula-domain.ts";
import { priceUsage } from "./price.ts";
import { tokenRatesOf } from "./token-rates.ts";

const at = new Date("2026-11-20T12:00:00Z");
const call = (responseModel: string, over: object = {}) => {
  const found = tokenRatesOf(
    [{ provider: "openai", requestModel: null, responseModel, priceRef: refOf(responseModel), ...over }],
    at,
  );
  return Object.values(found)[0];
};
const refOf = (model: string) =>
  priceUsage({ provider: "openai", model, usage: { input_tokens: 1, output_tokens: 1 }, at })?.ref ?? null;

describe("the formula of a cost", () => {
  it("is the tokens of each kind at their own price", () => {
    const rates = call("gpt-4o-2024-08-06");
    const counts = { input: 1200, cacheRead: 1024, cacheWrite: null, output: 300, reasoning: 64 };
    const lines = rates && formulaOf(counts, rates, 4_720_000n);
    expect(lines).toEqual([
      { what: "input tokens", tokens: 176, usdPerMillion: 2.5, nano: 440_000n },
      { what: "input tokens from cache", tokens: 1024, usdPerMillion: 1.25, nano: 1_280_000n },
      { what: "output tokens", tokens: 300, usdPerMillion: 10, nano: 3_000_000n },
    ]);
  });

  it("is none where it does not come to the cost, or parts exceed their whole", () => {
    const rates = call("gpt-4o-2024-08-06");
    if (!rates) throw new Error("gpt-4o has no price");
    const counts = { input: 1200, cacheRead: 1024, cacheWrite: null, output: 300, reasoning: null };
    expect(formulaOf(counts, rates, 4_720_001n)).toBeNull();
    expect(formulaOf({ ...counts, cacheRead: 1300 }, rates, 4_720_000n)).toBeNull();
  });

  it("agrees with what prices calls, whatever the counts", () => {
    const rates = call("gpt-4o-2024-08-06");
    if (!rates) throw new Error("gpt-4o has no price");
    const count = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(count, count, count, (input, cached, output) => {
        const cacheRead = Math.min(input, cached);
        const usage = { input_tokens: input, cache_read_tokens: cacheRead, output_tokens: output };
        const priced = priceUsage({ provider: "openai", model: "gpt-4o-2024-08-06", usage, at });
        const counts = { input, cacheRead, cacheWrite: null, output, reasoning: null };
        expect(formulaOf(counts, rates, priced?.totalNano ?? -1n)).not.toBeNull();
      }),
    );
  });

  it("is left out for a price that is not the list's own, as it stands", () => {
    expect(call("gpt-4o-2024-08-06", { priceRef: `${refOf("gpt-4o-2024-08-06")} -15%` })).toBeUndefined();
    expect(call("gpt-4o-2024-08-06", { priceRef: "own:1 gpt-4o f1" })).toBeUndefined();
  });
});
