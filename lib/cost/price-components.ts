import type { ModelPrice, TieredPrices } from "@pydantic/genai-prices";

/** Counts by the price list's usage keys: input_tokens, cache_read_tokens, input_audio_tokens, output_tokens, … */
export type PricedUsage = Readonly<Record<string, number | undefined>>;

/** What a usage key counts, and of which wider counts it is a part. */
type Unit = { side: "input" | "output" | "other"; traits: readonly string[]; per: bigint };

const PER_MILLION = 1_000_000n;
const PER_THOUSAND = 1_000n;

const modalities = ["text", "audio", "image", "video"];

/** The units of the list (its registry is not exported): sides, modalities and token types, by their naming rule. */
const units = new Map<string, { priceKey: string; unit: Unit }>([
  ...tokens("input", "input", []),
  ...tokens("output", "output", []),
  ...["cache_read", "cache_write"].flatMap((type) => tokens(type, "input", [type])),
  ...["5m", "1h"].flatMap((ttl) => tokens(`cache_write_${ttl}`, "input", ["cache_write", ttl])),
  ...tokens("input_tool", "input", ["tool"]),
  ...tokens("output_reasoning", "output", ["reasoning"]),
  ...tokens("output_citation", "output", ["citation"]),
  counted("requests", "requests_kcount"),
  counted("web_searches", "web_searches_kcount"),
  counted("storage_searches", "storage_searches_kcount"),
  counted("social_searches", "social_searches_kcount"),
  counted("rerank_searches", "rerank_searches_kcount"),
  counted("code_executions", "code_executions_kcount"),
]);

type Entry = [usageKey: string, entry: { priceKey: string; unit: Unit }];

/** input -> input_tokens, input_audio_tokens, …; cache_read -> cache_read_tokens, cache_audio_read_tokens, … */
function tokens(name: string, side: "input" | "output", traits: string[]): Entry[] {
  const [head, ...rest] = name.split("_");
  return [null, ...modalities].map((modality) => {
    const key = [head, modality, ...rest].filter((part) => part !== null).join("_");
    const unit: Unit = { side, traits: modality === null ? traits : [...traits, modality], per: PER_MILLION };
    return [`${key}_tokens`, { priceKey: `${key}_mtok`, unit }];
  });
}

function counted(usageKey: string, priceKey: string): Entry {
  return [usageKey, { priceKey, unit: { side: "other", traits: [usageKey], per: PER_THOUSAND } }];
}

const usageKeyOf = new Map([...units].map(([usageKey, { priceKey }]) => [priceKey, usageKey]));

/** Whether `part` counts something that `whole` counts too. */
function isPartOf(part: Unit, whole: Unit): boolean {
  return (
    part !== whole &&
    part.side === whole.side &&
    part.side !== "other" &&
    whole.traits.every((trait) => part.traits.includes(trait))
  );
}

/** A price in 10^-12 dollars a million tokens (atto-dollars a token), or a thousand of what is counted otherwise. */
export type ScaledPrice = { base: bigint; tiers: readonly { above: number; price: bigint }[] };

/** Prices by usage key. */
export type RateCard = ReadonlyMap<string, ScaledPrice>;

type Term = { usageKey: string; unit: Unit; price: ScaledPrice };

/** Decimal digits kept of a price; the list's finest has five. */
const PRICE_SCALE = 12;

/** A price as the decimal that the list wrote, times 10^12. Exact: a double prints as the shortest decimal that means it. */
function scaled(price: number): bigint {
  const [mantissa = "0", exponent = "0"] = price.toString().toLowerCase().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const shift = PRICE_SCALE + Number(exponent) - fraction.length;
  const digits = BigInt(`${whole}${fraction}`);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

function scaledPrice(price: number | TieredPrices): ScaledPrice {
  if (typeof price === "number") return { base: scaled(price), tiers: [] };
  const tiers = price.tiers.map((tier) => ({ above: tier.start, price: scaled(tier.price) }));
  return { base: scaled(price.base), tiers };
}

const cards = new WeakMap<ModelPrice, RateCard>();

/** The list's prices of a model as exact integers. What counts something that we do not know is left out. */
export function rateCardOf(prices: ModelPrice): RateCard {
  const known = cards.get(prices);
  if (known) return known;
  const card = new Map<string, ScaledPrice>();
  for (const [priceKey, price] of Object.entries(prices)) {
    const usageKey = usageKeyOf.get(priceKey);
    if (usageKey !== undefined && price !== undefined) card.set(usageKey, scaledPrice(price));
  }
  cards.set(prices, card);
  return card;
}

/** The price of a whole request: the tier is chosen by all input tokens together and holds for every token of the kind. */
function priceAt(price: ScaledPrice, inputTokens: number): bigint {
  let at = price.base;
  let above = -1;
  for (const tier of price.tiers) {
    if (inputTokens > tier.above && tier.above > above) {
      at = tier.price;
      above = tier.above;
    }
  }
  return at;
}

/** What is paid of a price when nothing is taken off, in parts of a million. */
export const WHOLE_PPM = 1_000_000n;

export type Components = { inputNano: bigint; outputNano: bigint; otherNano: bigint };

/**
 * Cost of a usage under one rate card, in nano-dollars by side, exact until one rounding (half up) per side, after
 * `payPpm` parts of a million were taken. A count is billed at its most specific price and taken off the wider ones it
 * is part of. null when the card says nothing about what was used, or when parts exceed their whole.
 */
export function componentNano(card: RateCard, usage: PricedUsage, payPpm = WHOLE_PPM): Components | null {
  const terms: Term[] = [];
  for (const [usageKey, price] of card) {
    const unit = units.get(usageKey)?.unit;
    if (unit !== undefined) terms.push({ usageKey, unit, price });
  }
  const priced = (side: Unit["side"]): boolean => terms.some((term) => term.unit.side === side);
  if ((usage.input_tokens ?? 0) > 0 && !priced("input")) return null;
  if ((usage.output_tokens ?? 0) > 0 && !priced("output")) return null;
  if (terms.length === 0) return null;

  // The most specific first, so that what is left of a wider count is known when its turn comes.
  terms.sort((a, b) => b.unit.traits.length - a.unit.traits.length);
  const billed = new Map<Term, number>();
  const sums = { input: 0n, output: 0n, other: 0n };
  for (const term of terms) {
    let count = term.usageKey === "requests" ? 1 : (usage[term.usageKey] ?? 0);
    for (const [other, taken] of billed) if (isPartOf(other.unit, term.unit)) count -= taken;
    if (count < 0) return null;
    billed.set(term, count);
    const price = priceAt(term.price, usage.input_tokens ?? 0);
    sums[term.unit.side] += (BigInt(count) * price * 1_000_000n) / term.unit.per;
  }
  const nano = (atto: bigint) => toNano(atto * payPpm);
  return { inputNano: nano(sums.input), outputNano: nano(sums.output), otherNano: nano(sums.other) };
}

/** From 10^-24 dollars (atto-dollars times parts of a million) to 10^-9, half up. Prices divide by at most 10^6: exact. */
function toNano(parts: bigint): bigint {
  return (parts + 500_000_000_000_000n) / 1_000_000_000_000_000n;
}
