import type { PricedWork, Pricing } from "#lib/telemetry/domain";
import {
  type Discount,
  discountMark,
  fitting,
  holdsAt,
  type OwnPrice,
  ownNano,
  ownRef,
  payPpm,
  type Sought,
  STANDARD_TIER,
  tierName,
} from "./own-price.ts";
import { listNameOf, priceRow } from "./price.ts";
import { componentNano, type PricedUsage, rateCardOf } from "./price-components.ts";

/** What the organisation states itself beside the price list. */
export type PriceBook = { prices: readonly OwnPrice[]; discounts: readonly Discount[] };

/** The model that answered, else the one that was asked for: aliases are often known where a dated answer is not yet. */
function modelsOf(work: PricedWork): string[] {
  return [work.responseModel, work.requestModel].filter((model) => model !== null);
}

function soughtBy(work: PricedWork): Sought {
  const provider = work.provider?.toLowerCase() ?? null;
  const names = work.tool === null ? modelsOf(work) : [work.tool];
  return {
    providers: provider === null ? [] : [provider, listNameOf(provider)],
    names: names.map((name) => name.toLowerCase()),
    tier: tierName(work.serviceTier),
  };
}

function countsOf(work: PricedWork): PricedUsage | null {
  if (work.usage === null) return null;
  return {
    input_tokens: work.usage.input ?? 0,
    output_tokens: work.usage.output ?? 0,
    cache_read_tokens: work.usage.cacheRead ?? undefined,
    cache_write_tokens: work.usage.cacheWrite ?? undefined,
    output_reasoning_tokens: work.usage.reasoning ?? undefined,
  };
}

/** The list's prices are those of the standard tier: another tier has a price only where a discount names it. */
function listPrice(work: PricedWork, discounts: readonly Discount[], sought: Sought): ReturnType<Pricing> {
  const usage = countsOf(work);
  if (usage === null) return null;
  for (const model of modelsOf(work)) {
    const row = priceRow(work.provider, model, work.startedAt);
    if (row === null) continue;
    const providers = [...sought.providers, row.providerId];
    const discount = fitting(discounts, { ...sought, providers }).find(
      (one) => holdsAt(one, work.startedAt.getTime()) && tierName(one.serviceTier) === sought.tier,
    );
    if (sought.tier !== STANDARD_TIER && discount === undefined) return null;
    const parts = componentNano(rateCardOf(row.prices), usage, payPpm(discount));
    if (parts === null) continue;
    const mark = discount === undefined || discount.discountPpm === 0 ? "" : discountMark(discount);
    return { nano: parts.inputNano + parts.outputNano + parts.otherNano, ref: `${row.ref}${mark}` };
  }
  return null;
}

/** Names come from senders, so the memory of what fits them is bounded. */
const MAX_REMEMBERED = 2_000;

/**
 * Prices calls by the own prices of their feature, then by those of every feature, then by the price list less a
 * discount. An own price that holds decides: what it has no price for is unpriced, whatever the list says.
 */
export function pricingOf(book: PriceBook): Pricing {
  const remembered = new Map<string, OwnPrice[]>();
  const fittingPrices = (work: PricedWork, sought: Sought): OwnPrice[] => {
    const kind = work.tool === null ? "model" : "tool";
    const key = JSON.stringify([work.featureId, kind, sought]);
    const known = remembered.get(key);
    if (known) return known;
    const mine = book.prices.filter((price) => price.kind === kind);
    const found = [
      ...fitting(
        mine.filter((price) => price.featureId === work.featureId),
        sought,
      ),
      ...fitting(
        mine.filter((price) => price.featureId === null),
        sought,
      ),
    ];
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, found);
    return found;
  };
  return (work) => {
    const sought = soughtBy(work);
    if (book.prices.length > 0) {
      const own = fittingPrices(work, sought).find((price) => holdsAt(price, work.startedAt.getTime()));
      if (own) {
        const nano = ownNano(own, countsOf(work));
        return nano === null ? null : { nano, ref: ownRef(own) };
      }
    }
    return work.tool === null ? listPrice(work, book.discounts, sought) : null;
  };
}

/** Prices calls by the price list alone. */
export const priceCall: Pricing = pricingOf({ prices: [], discounts: [] });
