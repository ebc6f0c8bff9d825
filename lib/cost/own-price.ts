import { FORMULA_VERSION } from "./price.ts";
import { componentNano, type PricedUsage, type RateCard, WHOLE_PPM } from "./price-components.ts";

/** What both own prices and discounts are chosen by. Names are lower case; null stands for any. */
type Chosen = {
  provider: string | null;
  /** A model's or a tool's name; a `*` at its end stands for any rest. */
  name: string;
  serviceTier: string | null;
  validFromMs: number;
  /** The first instant at which it holds no more; null: until further notice. */
  validUntilMs: number | null;
};

export type OwnPrice = Chosen & {
  id: number;
  featureId: number | null;
  kind: "model" | "tool";
  /** Pico-dollars (10^-12 USD) a call. */
  perCallPico: bigint | null;
  /** Empty where only a price per call was stated. */
  card: RateCard;
};

/** Takes parts of a million off the list price. Its tier null is the standard tier, which the list's prices are for. */
export type Discount = Chosen & { id: number; discountPpm: number };

/** The tier of calls that name none, and of those that name one of its other names. */
export const STANDARD_TIER = "standard";
const standardNames: ReadonlySet<string> = new Set(["standard", "default", "auto", "on_demand", "on-demand"]);

/** A service tier by one name for each; the standard tier where none was named. */
export function tierName(tier: string | null): string {
  const name = tier?.trim().toLowerCase() ?? STANDARD_TIER;
  return standardNames.has(name) ? STANDARD_TIER : name;
}

/** What a call is chosen by: the names it goes under, the best first, lower case. */
export type Sought = { providers: readonly string[]; names: readonly string[]; tier: string };

/** How well a name fits a pattern: above all patterns when it is named whole, else by what the pattern spells out. */
function nameFit(pattern: string, name: string): number {
  if (pattern === name) return Number.MAX_SAFE_INTEGER;
  return pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1)) ? pattern.length : 0;
}

type Fit = readonly [name: number, provider: number, tier: number, which: number];

function fitOf(chosen: Chosen, sought: Sought): Fit | null {
  if (chosen.provider !== null && !sought.providers.includes(chosen.provider)) return null;
  if (chosen.serviceTier !== null && tierName(chosen.serviceTier) !== sought.tier) return null;
  let best: Fit | null = null;
  for (const [index, name] of sought.names.entries()) {
    const fit = nameFit(chosen.name, name);
    if (fit > (best?.[0] ?? 0))
      best = [fit, chosen.provider === null ? 0 : 1, chosen.serviceTier === null ? 0 : 1, -index];
  }
  return best;
}

/**
 * Those that fit a call, the most specific first: a whole name before a pattern, a longer pattern before a shorter, then
 * what names the provider, then what names the tier, then the first of the call's names.
 */
export function fitting<T extends Chosen>(all: readonly T[], sought: Sought): T[] {
  const found = all.flatMap((chosen) => {
    const fit = fitOf(chosen, sought);
    return fit === null ? [] : [{ chosen, fit }];
  });
  found.sort((a, b) => {
    const at = a.fit.findIndex((part, index) => part !== b.fit[index]);
    return at < 0 ? 0 : (b.fit[at] ?? 0) - (a.fit[at] ?? 0);
  });
  return found.map(({ chosen }) => chosen);
}

/** Whether it holds at an instant: from its first one on, up to the one at which it ended. */
export function holdsAt(chosen: Chosen, atMs: number): boolean {
  return chosen.validFromMs <= atMs && (chosen.validUntilMs === null || atMs < chosen.validUntilMs);
}

/** "own:12 openai/gpt-4o f1": what a call's price_ref says of an own price. */
export function ownRef(price: OwnPrice): string {
  const row =
    price.kind === "tool"
      ? `tool/${price.name}`
      : price.provider
        ? `${price.provider}/${price.name}`
        : price.name;
  return `own:${price.id} ${row} f${FORMULA_VERSION}`;
}

/** " -15%", or " +80%" for a surcharge: what follows the ref of a discounted list price. */
export function discountMark(discount: Discount): string {
  const percent = Math.abs(discount.discountPpm) / 10_000;
  return ` ${discount.discountPpm < 0 ? "+" : "-"}${percent}%`;
}

/** Parts of a million that are paid under a discount. */
export function payPpm(discount: Discount | undefined): bigint {
  return discount ? WHOLE_PPM - BigInt(discount.discountPpm) : WHOLE_PPM;
}

/**
 * Nano-dollars of one call under an own price: its price a call and its prices a token, each side rounded half up once.
 * null when it has prices a token and they do not price what was used, or when nothing was counted.
 */
export function ownNano(price: OwnPrice, usage: PricedUsage | null): bigint | null {
  const perCall = price.perCallPico === null ? 0n : (price.perCallPico + 500n) / 1000n;
  if (price.card.size === 0) return price.perCallPico === null ? null : perCall;
  if (usage === null) return null;
  const parts = componentNano(price.card, usage);
  return parts === null ? null : parts.inputNano + parts.outputNano + parts.otherNano + perCall;
}
