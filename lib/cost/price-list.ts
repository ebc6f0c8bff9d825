import { type Provider, waitForUpdate } from "@pydantic/genai-prices";
import { DAY_MS } from "#lib/core/time";

/** When the installed version was published, as its registry says; a list cannot know of a price change after it. */
export const PRICE_LIST_PUBLISHED = "2026-09-23";

/** Providers change prices every few weeks; a list of this age misses some of them. */
export const OLD_AFTER_DAYS = 60;

/** The days from which a model's prices are dated (YYYY-MM-DD); most of the list's prices have none. */
function datesOf(provider: Provider): string[] {
  return provider.models.flatMap(({ prices }) =>
    Array.isArray(prices)
      ? prices.flatMap(({ constraint }) => (constraint?.type === "start_date" ? [constraint.start_date] : []))
      : [],
  );
}

export type PriceListFacts = {
  publishedAt: string;
  newestChangeAt: string | null;
  ageDays: number;
  old: boolean;
  providers: number;
  models: number;
};

/** How old the installed list is and how much it holds. Nothing is fetched: what is waited for is the list itself. */
export async function priceListFacts(now: Date): Promise<PriceListFacts> {
  const providers = (await waitForUpdate()) ?? [];
  const today = now.toISOString().slice(0, 10);
  const dates = providers
    .flatMap(datesOf)
    .filter((date) => date <= today)
    .sort();
  const ageDays = Math.max(0, Math.floor((now.getTime() - Date.parse(PRICE_LIST_PUBLISHED)) / DAY_MS));
  return {
    publishedAt: PRICE_LIST_PUBLISHED,
    newestChangeAt: dates.at(-1) ?? null,
    ageDays,
    old: ageDays > OLD_AFTER_DAYS,
    providers: providers.length,
    models: providers.reduce((sum, { models }) => sum + models.length, 0),
  };
}
