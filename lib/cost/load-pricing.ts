import "server-only";
import { z } from "zod";
import { pool } from "#lib/core/db";
import { sha256 } from "#lib/core/ids";
import type { Pricing } from "#lib/telemetry/domain";
import type { Discount, OwnPrice } from "./own-price.ts";
import { FORMULA_VERSION, PRICE_LIST } from "./price.ts";
import { type PriceBook, pricingOf } from "./price-call.ts";
import type { RateCard } from "./price-components.ts";

const chosen = {
  id: z.int(),
  provider: z.string().nullable(),
  name: z.string(),
  serviceTier: z.string().nullable(),
  validFromMs: z.int(),
  validUntilMs: z.int().nullable(),
};

// Amounts come as text: JSON's numbers would round them.
const amount = z.string().transform(BigInt).nullable();

const storedPrice = z.object({
  ...chosen,
  featureId: z.int().nullable(),
  kind: z.enum(["model", "tool"]),
  perCallPico: amount,
  rates: z.array(
    z.object({
      above: z.int(),
      input: amount,
      output: amount,
      cacheRead: amount,
      cacheWrite: amount,
      reasoning: amount,
    }),
  ),
});

const storedDiscount = z.object({ ...chosen, discountPpm: z.int() });

const shared = `'provider', provider, 'name', name, 'serviceTier', service_tier,
  'validFromMs', (extract(epoch FROM valid_from) * 1000)::bigint,
  'validUntilMs', (extract(epoch FROM valid_until) * 1000)::bigint`;

const bookSql = `SELECT
  (SELECT coalesce(json_agg(json_build_object('id', p.id, 'featureId', feature_id, 'kind', kind, ${shared},
    'perCallPico', per_call_pico::text, 'rates', (
      SELECT coalesce(json_agg(json_build_object('above', above_input_tokens, 'input', input_atto::text,
        'output', output_atto::text, 'cacheRead', cache_read_atto::text, 'cacheWrite', cache_write_atto::text,
        'reasoning', reasoning_atto::text) ORDER BY above_input_tokens), '[]')
      FROM own_price_rate r WHERE r.price_id = p.id)) ORDER BY p.id), '[]')::text FROM own_price p) AS prices,
  (SELECT coalesce(json_agg(json_build_object('id', d.id, ${shared}, 'discountPpm', discount_ppm)
    ORDER BY d.id), '[]')::text FROM price_discount d) AS discounts`;

const rateKeys = {
  input: "input_tokens",
  output: "output_tokens",
  cacheRead: "cache_read_tokens",
  cacheWrite: "cache_write_tokens",
  reasoning: "output_reasoning_tokens",
} as const;

type Rates = z.infer<typeof storedPrice>["rates"];

/** Rates by usage key: the base, and the tiers that say something else of it. */
function cardOf(rates: Rates): RateCard {
  const card = new Map<string, { base: bigint; tiers: { above: number; price: bigint }[] }>();
  for (const rate of rates) {
    for (const [field, usageKey] of Object.entries(rateKeys)) {
      const price = rate[field as keyof typeof rateKeys];
      if (price === null) continue;
      const known = card.get(usageKey);
      if (rate.above === 0) card.set(usageKey, { base: price, tiers: [] });
      else known?.tiers.push({ above: rate.above, price });
    }
  }
  return card;
}

function bookOf(prices: string, discounts: string): PriceBook {
  const own = z
    .array(storedPrice)
    .parse(JSON.parse(prices))
    .map(({ rates, ...price }): OwnPrice => ({ ...price, card: cardOf(rates) }));
  const off: Discount[] = z.array(storedDiscount).parse(JSON.parse(discounts));
  return { prices: own, discounts: off };
}

export type LoadedPricing = {
  price: Pricing;
  /** SHA-256 over everything that can change what a call costs: the list, the formula, own prices and discounts. */
  digest: string;
};

let last: { text: string; loaded: LoadedPricing } | undefined;

/** The prices that hold now, with what names them. One query; what has not changed since is not read again. */
export async function loadPriceBook(): Promise<LoadedPricing> {
  const { rows } = await pool().query<{ prices: string; discounts: string }>(bookSql);
  const { prices = "[]", discounts = "[]" } = rows[0] ?? {};
  const text = JSON.stringify([PRICE_LIST, FORMULA_VERSION, prices, discounts]);
  if (last?.text !== text)
    last = { text, loaded: { price: pricingOf(bookOf(prices, discounts)), digest: sha256(text) } };
  return last.loaded;
}

/** The prices that hold now: own ones and discounts beside the price list. Throws when the database is away. */
export async function loadPricing(): Promise<Pricing> {
  return (await loadPriceBook()).price;
}
