import { calcPrice, type ModelInfo, type ModelPrice } from "@pydantic/genai-prices";
import { type Components, componentNano, type PricedUsage, rateCardOf } from "./price-components.ts";

/** The price list's package and version: what a stored price_ref names. A test holds it to package.json. */
export const PRICE_LIST = "genai-prices@0.1.8";

/**
 * How prices and counts become a cost, as docs/decisions/prices.md says it. Raised with every change that can give
 * another amount; a stored price_ref without it was made by formula 1.
 */
export const FORMULA_VERSION = 1;

/** Providers of the conventions whose name the price list does not know, and what it calls them. */
const listNames: ReadonlyMap<string, string> = new Map([
  ["azure.ai.openai", "azure"],
  ["azure.ai.inference", "azure"],
  ["x_ai", "x-ai"],
]);

/** What the price list calls a provider. Names come from senders: "__proto__" is a name like any other. */
export function listNameOf(provider: string): string {
  return listNames.get(provider) ?? provider;
}

export type PriceRow = {
  /** "genai-prices@0.1.8 openai/gpt-4o f1" */
  ref: string;
  /** As the list calls it. */
  providerId: string;
  prices: ModelPrice;
};

type Found = PriceRow & { model: ModelInfo };

// Looking a model up walks the whole list. Names come from senders, so the memory of answers is bounded.
const known = new Map<string, Found | null>();
const MAX_KNOWN = 5_000;

/** Gateways write "openai/gpt-4o". The prefix counts where the list knows it and the span names no other provider. */
function withoutPrefix(providerId: string | undefined, model: string, timestamp: Date) {
  const [, prefix = "", name = ""] = /^([^/]+)\/(.+)$/.exec(model) ?? [];
  if (name === "") return null;
  const own = calcPrice({}, name, { providerId: listNameOf(prefix), timestamp });
  if (own === null || providerId === undefined) return own;
  const stated = calcPrice({}, name, { providerId, timestamp });
  return stated?.provider.id === own.provider.id ? stated : null;
}

function lookUp(provider: string | null, model: string, at: Date): Found | null {
  const providerId = provider === null ? undefined : listNameOf(provider);
  const result = calcPrice({}, model, { providerId, timestamp: at }) ?? withoutPrefix(providerId, model, at);
  if (result === null) return null;
  return {
    ref: `${PRICE_LIST} ${result.provider.id}/${result.model.id} f${FORMULA_VERSION}`,
    providerId: result.provider.id,
    model: result.model,
    prices: result.model_price,
  };
}

/**
 * The price that held for a model at a time, from the list that came with this version (nothing is fetched). A provider
 * that the list does not know has no price, whatever the model is called; without a provider the model's name decides.
 */
export function priceRow(provider: string | null, model: string, at: Date): PriceRow | null {
  const key = `${provider ?? ""} ${model}`;
  let found = known.get(key);
  if (found === undefined) {
    found = lookUp(provider, model, at);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, found);
  }
  // Prices that changed over time or vary by the hour are asked for again with the call's own time.
  if (found !== null && Array.isArray(found.model.prices)) return lookUp(provider, model, at);
  return found;
}

export type Priced = Components & { totalNano: bigint; ref: string };

/**
 * What a usage costs in nano-dollars, input, output and other (searches, requests) each rounded half up once. null when
 * the list has no price for the model, or none for what was used: unpriced, never zero.
 */
export function priceUsage(work: {
  provider: string | null;
  model: string;
  usage: PricedUsage;
  at: Date;
}): Priced | null {
  const row = priceRow(work.provider, work.model, work.at);
  if (row === null) return null;
  const parts = componentNano(rateCardOf(row.prices), work.usage);
  return parts === null
    ? null
    : { ...parts, totalNano: parts.inputNano + parts.outputNano + parts.otherNano, ref: row.ref };
}
