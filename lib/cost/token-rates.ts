import type { TokenRates } from "./formula-domain.ts";
import { priceRow } from "./price.ts";
import { rateCardOf } from "./price-components.ts";

type PricedCall = {
  provider: string | null;
  requestModel: string | null;
  responseModel: string | null;
  priceRef: string | null;
};

/** A price with tiers has no one figure a token; so does a price of something else than tokens. */
function ratesOf(provider: string | null, model: string, at: Date, ref: string): TokenRates | null {
  const row = priceRow(provider, model, at);
  if (row?.ref !== ref) return null;
  const card = rateCardOf(row.prices);
  if ([...card.values()].some((price) => price.tiers.length > 0)) return null;
  const rate = (key: string) => card.get(key)?.base.toString() ?? null;
  return {
    input: rate("input_tokens"),
    cacheRead: rate("cache_read_tokens"),
    cacheWrite: rate("cache_write_tokens"),
    output: rate("output_tokens"),
    reasoning: rate("output_reasoning_tokens"),
  };
}

/**
 * What a token of each kind costs under the price rows that made these calls' costs, by price row, at `at`. Rows of which
 * that cannot be said (own prices, discounts, tiers, an older list) are left out.
 */
export function tokenRatesOf(calls: readonly PricedCall[], at: Date): Record<string, TokenRates> {
  const found = new Map<string, TokenRates | null>();
  for (const { provider, requestModel, responseModel, priceRef } of calls) {
    if (priceRef === null || found.has(priceRef)) continue;
    const models = [responseModel, requestModel].filter((model) => model !== null);
    const rates = models.map((model) => ratesOf(provider, model, at, priceRef)).find((one) => one !== null);
    found.set(priceRef, rates ?? null);
  }
  return Object.fromEntries([...found].filter((entry): entry is [string, TokenRates] => entry[1] !== null));
}
