import { formatDate, formatNumber } from "#lib/core/format";
import type { PriceAnswer, RateField, UnpricedModel } from "#lib/cost/price-schema";
import type { RunTotal } from "#lib/telemetry/repricing-schema";

/** What each price a token is called on screen. */
export const rateWords: Record<RateField, string> = {
  input: "Input",
  output: "Output",
  cacheRead: "Cache read",
  cacheWrite: "Cache write",
  reasoning: "Reasoning",
};

const shortWords: Record<RateField, string> = {
  input: "in",
  output: "out",
  cacheRead: "cache read",
  cacheWrite: "cache write",
  reasoning: "reasoning",
};

/** "$0.60" of "0.6", "$0.0012" of "0.0012": every digit of a price, and no lonely tenth. */
function dollars(usd: string): string {
  const [whole = "0", rest] = usd.split(".");
  return rest === undefined ? `$${whole}` : `$${whole}.${rest.padEnd(2, "0")}`;
}

/** "$0.15 in · $0.60 out a million", "$0.002 a call", "no charge". */
export function priceInWords(price: Pick<PriceAnswer, "perCall" | "perMillionTokens">): string {
  const stated = Object.entries(shortWords).flatMap(([field, word]) => {
    const usd = price.perMillionTokens?.[field as RateField] ?? null;
    return usd === null ? [] : [`${dollars(usd)} ${word}`];
  });
  const parts = stated.length > 0 ? [`${stated.join(" · ")} a million`] : [];
  if (price.perCall !== null) parts.push(`${dollars(price.perCall)} a call`);
  return parts.join(" + ");
}

/** Whether calls of this model that come today find this price; its tokens need counts. */
export function wouldPrice(
  price: PriceAnswer,
  { provider, model, serviceTier, withoutCounts }: UnpricedModel,
) {
  if (price.kind !== "model" || price.state !== "holds" || price.feature !== null || model === null)
    return false;
  if (withoutCounts && price.perCall === null) return false;
  const name = model.toLowerCase();
  const fits = price.name.endsWith("*") ? name.startsWith(price.name.slice(0, -1)) : name === price.name;
  const same = (own: string | null, called: string | null) => own === null || own === called?.toLowerCase();
  return fits && same(price.provider, provider) && same(price.serviceTier, serviceTier);
}

/** "since 14 Mar 2026", "14 Mar 2026 to 1 Apr 2026": the last day that is named belongs to it no more. */
export function validityInWords(
  { validFrom, validUntil }: { validFrom: string; validUntil: string | null },
  zone: string,
): string {
  if (validUntil === null) return `since ${formatDate(validFrom, zone)}`;
  if (validUntil === validFrom) return `withdrawn, was to begin ${formatDate(validFrom, zone)}`;
  return `${formatDate(validFrom, zone)} to ${formatDate(validUntil, zone)}`;
}

/** "15 % off", "80 % more". */
export function percentInWords(percent: string): string {
  return percent.startsWith("-") ? `${percent.slice(1)} % more` : `${percent} % off`;
}

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`;

/** What a run changes in one sentence: "12 of 40 calls change: 10 get a price, 2 become cheaper." */
export function changeInWords(total: RunTotal, done: boolean): string {
  if (total.calls === 0)
    return done ? "There was no call in this period." : "There is no call in this period.";
  if (total.changedCalls === 0)
    return `None of ${count(total.calls, "call", "calls")} ${done ? "changed" : "changes"}: the prices give the same amounts.`;
  const parts = [
    { n: total.newlyPricedCalls, words: done ? "got a price" : "get a price" },
    { n: total.dearerCalls, words: done ? "became dearer" : "become dearer" },
    { n: total.cheaperCalls, words: done ? "became cheaper" : "become cheaper" },
    { n: total.newlyUnpricedCalls, words: done ? "lost their price" : "lose their price" },
  ].filter(({ n }) => n > 0);
  const said = parts.map(({ n, words }) => `${formatNumber(n)} ${words}`).join(", ");
  const verb = done ? "changed" : "change";
  const head = `${formatNumber(total.changedCalls)} of ${count(total.calls, "call", "calls")} ${verb}`;
  return said === "" ? `${head}.` : `${head}: ${said}.`;
}
