import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PricedWork } from "#lib/telemetry/domain";
import { decimalOf, scaledOf } from "./decimal.ts";
import type { Discount, OwnPrice } from "./own-price.ts";
import { priceCall, pricingOf } from "./price-call.ts";
import { type RateCard, rateCardOf } from "./price-components.ts";

const at = new Date("2026-11-20T12:00:00Z");

function work(over: Partial<PricedWork> = {}): PricedWork {
  return {
    featureId: 1,
    operation: "chat",
    tool: null,
    provider: "openai",
    requestModel: "gpt-4o",
    responseModel: null,
    serviceTier: null,
    usage: { input: 1000, output: 100, cacheRead: null, cacheWrite: null, reasoning: null },
    startedAt: at,
    ...over,
  };
}

const tool = (name: string) => work({ operation: "execute_tool", tool: name, usage: null, provider: null });

/** Dollars per million tokens as a card. */
function card(usd: Record<string, string>): RateCard {
  return new Map(Object.entries(usd).map(([key, price]) => [key, { base: scaledOf(price), tiers: [] }]));
}

const plain = card({ input_tokens: "1", output_tokens: "2" });

function own(over: Partial<OwnPrice> = {}): OwnPrice {
  return {
    id: 7,
    featureId: null,
    kind: "model",
    provider: null,
    name: "gpt-4o",
    serviceTier: null,
    perCallPico: null,
    card: plain,
    validFromMs: 0,
    validUntilMs: null,
    ...over,
  };
}

function discount(over: Partial<Discount> = {}): Discount {
  return {
    id: 3,
    provider: "openai",
    name: "gpt-4o",
    serviceTier: null,
    discountPpm: 150_000,
    validFromMs: 0,
    validUntilMs: null,
    ...over,
  };
}

const priced = (prices: OwnPrice[], of = work(), discounts: Discount[] = []) =>
  pricingOf({ prices, discounts })(of);
const refOf = (prices: OwnPrice[], of = work()) => priced(prices, of)?.ref.split(" ")[0];

describe("which price holds", () => {
  test("the feature's own goes before the organisation's, and both before the list", () => {
    const everywhere = own({ id: 1 });
    const mine = own({ id: 2, featureId: 1, name: "*" });
    expect(refOf([everywhere, mine])).toBe("own:2");
    expect(refOf([everywhere, mine], work({ featureId: 2 }))).toBe("own:1");
    expect(refOf([mine], work({ featureId: 2 }))).toBe("genai-prices@0.1.8");
  });

  test("a whole name goes before a longer pattern, that before a shorter, then the provider, then the tier", () => {
    const all = [
      own({ id: 1, name: "*" }),
      own({ id: 2, name: "gpt-*" }),
      own({ id: 3, name: "gpt-4*" }),
      own({ id: 4 }),
      own({ id: 5, provider: "openai" }),
      own({ id: 6, provider: "openai", serviceTier: "flex" }),
    ];
    const flex = work({ serviceTier: "flex" });
    expect([...all.keys()].map((less) => refOf(all.slice(0, all.length - less), flex))).toEqual(
      [6, 5, 4, 3, 2, 1].map((id) => `own:${id}`),
    );
    expect(refOf(all)).toBe("own:5");
    expect(refOf([own({ provider: "anthropic" })])).toBe("genai-prices@0.1.8");
  });

  test("it is found by the model that was asked for, also where a dated one answered; whole names first", () => {
    const answered = work({ responseModel: "gpt-4o-2024-08-06" });
    expect(refOf([own()], answered)).toBe("own:7");
    expect(refOf([own({ id: 1, name: "gpt-4o-*" }), own({ id: 2 })], answered)).toBe("own:2");
    expect(refOf([own({ id: 1 }), own({ id: 2, name: "gpt-4o-2024-08-06" })], answered)).toBe("own:2");
  });

  test("names are compared without case, providers also as the list calls them", () => {
    const azure = work({ provider: "azure.ai.openai", requestModel: "GPT-4o" });
    expect(refOf([own({ provider: "azure" })], azure)).toBe("own:7");
    expect(refOf([own({ provider: "azure.ai.openai" })], azure)).toBe("own:7");
  });

  test("it holds from its first instant on, and no more at its end", () => {
    const price = own({ validFromMs: at.getTime(), validUntilMs: at.getTime() + 1 });
    const startedAt = (ms: number) =>
      work({ startedAt: new Date(at.getTime() + ms), requestModel: "gpt-4o" });
    expect([-1, 0, 1].map((ms) => refOf([price], startedAt(ms))?.startsWith("own"))).toEqual([
      false,
      true,
      false,
    ]);
    expect(refOf([own({ validUntilMs: 0 })])).toBe("genai-prices@0.1.8");
  });

  test("one that holds decides: what it has no price for is unpriced, whatever the list says", () => {
    expect(priced([own({ card: card({ input_tokens: "1" }) })])).toBeNull();
    expect(priced([own()], work({ usage: null }))).toBeNull();
  });
});

describe("what it comes to", () => {
  test("a price a token, a price a call, or both; the ref names the row and the formula", () => {
    expect(priced([own()])).toEqual({ nano: 1_200_000n, ref: "own:7 gpt-4o f1" });
    expect(priced([own({ provider: "openai", perCallPico: 2_500n })])).toEqual({
      nano: 1_200_003n,
      ref: "own:7 openai/gpt-4o f1",
    });
    const perCall = own({ card: new Map(), perCallPico: 1_000_000_000n });
    expect(priced([perCall], work({ usage: null }))?.nano).toBe(1_000_000n);
  });

  test("a self-hosted model of any provider has its price a token, also one of nothing", () => {
    const house = work({ provider: "vllm", requestModel: "llama-3" });
    expect(priced([], house)).toBeNull();
    expect(priced([own({ name: "llama-*" })], house)?.nano).toBe(1_200_000n);
    const free = card({ input_tokens: "0", output_tokens: "0" });
    expect(priced([own({ name: "llama-*", card: free })], house)).toEqual({
      nano: 0n,
      ref: "own:7 llama-* f1",
    });
  });

  test("a tool has a price a call; a model's price is none of a tool, nor the other way round", () => {
    const search = own({ kind: "tool", name: "web_search", card: new Map(), perCallPico: 5_000_000_000n });
    expect(priced([search], tool("web_search"))).toEqual({
      nano: 5_000_000n,
      ref: "own:7 tool/web_search f1",
    });
    expect(priced([search], tool("other"))).toBeNull();
    expect(priced([own({ name: "*" })], tool("web_search"))).toBeNull();
    expect(refOf([{ ...search, name: "*" }])).toBe("genai-prices@0.1.8");
  });

  test("a tier begins above its threshold and holds for every token of the kind", () => {
    const tiered: RateCard = new Map([
      ["input_tokens", { base: scaledOf("1"), tiers: [{ above: 1000, price: scaledOf("3") }] }],
      ["output_tokens", { base: scaledOf("2"), tiers: [] }],
    ]);
    const nano = (input: number) =>
      priced([own({ card: tiered })], work({ usage: { ...noCache, input, output: 0 } }))?.nano;
    expect([nano(1000), nano(1001)]).toEqual([1_000_000n, 3_003_000n]);
  });
});

const noCache = { cacheRead: null, cacheWrite: null, reasoning: null };
const tokens = fc.nat(5_000_000);
const usd = fc.bigInt({ min: 0n, max: 10n ** 15n }).map((scaled) => decimalOf(scaled));
const nanoOf = (prices: OwnPrice[], input: number, output: number) =>
  priced(prices, work({ usage: { ...noCache, input, output } }))?.nano ?? -1n;

describe("whatever the price", () => {
  test("two calls cost what one with their tokens together costs, but for rounding each side once", () => {
    fc.assert(
      fc.property(usd, usd, tokens, tokens, tokens, tokens, (input, output, a, b, c, d) => {
        const prices = [own({ card: card({ input_tokens: input, output_tokens: output }) })];
        const apart = nanoOf(prices, a, b) + nanoOf(prices, c, d);
        const together = nanoOf(prices, a + c, b + d);
        expect(apart - together).toBeGreaterThanOrEqual(-2n);
        expect(apart - together).toBeLessThanOrEqual(2n);
      }),
    );
  });

  test("more tokens never cost less", () => {
    fc.assert(
      fc.property(usd, usd, tokens, tokens, fc.nat(1000), (input, output, a, b, more) => {
        const prices = [own({ card: card({ input_tokens: input, output_tokens: output }) })];
        expect(nanoOf(prices, a + more, b)).toBeGreaterThanOrEqual(nanoOf(prices, a, b));
        expect(nanoOf(prices, a, b + more)).toBeGreaterThanOrEqual(nanoOf(prices, a, b));
      }),
    );
  });

  test("an own price that says what the list says gives the list's nano-dollars", () => {
    const listed = { input_mtok: 2.5, cache_read_mtok: 1.25, output_mtok: 10 };
    fc.assert(
      fc.property(tokens, tokens, tokens, (input, output, cacheRead) => {
        const usage = { ...noCache, input: input + cacheRead, output, cacheRead };
        const list = priceCall(work({ usage }));
        expect(list?.ref).toBe("genai-prices@0.1.8 openai/gpt-4o f1");
        expect(priced([own({ card: rateCardOf(listed) })], work({ usage }))?.nano).toBe(list?.nano);
      }),
    );
  });

  test("a decimal and its scaled integer mean each other", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (scaled) => {
        expect(scaledOf(decimalOf(scaled))).toBe(scaled);
      }),
    );
  });
});

describe("discounts", () => {
  const listed = (of: PricedWork, ...discounts: Discount[]) => priced([], of, discounts);

  test("are taken off the list price before it is rounded, and named behind its row", () => {
    expect(listed(work(), discount())).toEqual({
      nano: 2_975_000n,
      ref: "genai-prices@0.1.8 openai/gpt-4o f1 -15%",
    });
    expect(listed(work(), discount({ discountPpm: -800_000 }))?.ref).toBe(
      "genai-prices@0.1.8 openai/gpt-4o f1 +80%",
    );
  });

  test("of nothing are none, of all of it leave nothing, and more off never costs more", () => {
    fc.assert(
      fc.property(
        tokens,
        tokens,
        fc.integer({ min: -900_000, max: 1_000_000 }),
        fc.nat(1000),
        (input, output, ppm, more) => {
          const of = work({ usage: { ...noCache, input, output } });
          expect(listed(of, discount({ discountPpm: 0 }))).toEqual(listed(of));
          expect(listed(of, discount({ discountPpm: 1_000_000 }))?.nano).toBe(0n);
          const less = listed(of, discount({ discountPpm: Math.min(1_000_000, ppm + more) }))?.nano ?? -1n;
          expect(less).toBeLessThanOrEqual(listed(of, discount({ discountPpm: ppm }))?.nano ?? -1n);
        },
      ),
    );
  });

  test("the most specific one holds alone; own prices are not discounted", () => {
    const wide = discount({ id: 1, name: "gpt-*", discountPpm: 500_000 });
    expect(listed(work(), wide, discount())?.ref).toContain(" -15%");
    expect(priced([own()], work(), [discount()])).toEqual(priced([own()]));
  });

  test("another tier has a list price only through a discount that names it", () => {
    const flex = work({ serviceTier: "flex" });
    expect(listed(flex)).toBeNull();
    expect(listed(flex, discount())).toBeNull();
    expect(listed(flex, discount({ serviceTier: "flex", discountPpm: 500_000 }))).toEqual({
      nano: 1_750_000n,
      ref: "genai-prices@0.1.8 openai/gpt-4o f1 -50%",
    });
    expect(listed(work(), discount({ serviceTier: "flex" }))?.ref).not.toContain("%");
    for (const serviceTier of ["default", "standard", "on_demand"])
      expect(listed(work({ serviceTier }), discount())?.ref).toContain(" -15%");
  });

  test("a call without a provider takes that of the row that its model's name found", () => {
    expect(listed(work({ provider: null }), discount())?.ref).toContain(" -15%");
  });
});
