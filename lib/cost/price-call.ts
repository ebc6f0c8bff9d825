import type { Pricing } from "#lib/telemetry/domain";
import { priceUsage } from "./price.ts";

/**
 * Prices one call by the model that answered, else by the one that was asked for (aliases are often known where a dated
 * answer is not yet). null when neither has a price.
 */
export const priceCall: Pricing = (work) => {
  const { usage } = work;
  if (usage === null) return null;
  const counts = {
    input_tokens: usage.input ?? 0,
    output_tokens: usage.output ?? 0,
    cache_read_tokens: usage.cacheRead ?? undefined,
    cache_write_tokens: usage.cacheWrite ?? undefined,
    output_reasoning_tokens: usage.reasoning ?? undefined,
  };
  for (const model of [work.responseModel, work.requestModel]) {
    if (model === null) continue;
    const priced = priceUsage({ provider: work.provider, model, usage: counts, at: work.startedAt });
    if (priced !== null) return { nano: priced.totalNano, ref: priced.ref };
  }
  return null;
};
