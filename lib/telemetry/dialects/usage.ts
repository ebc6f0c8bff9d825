import type { Usage } from "#lib/telemetry/domain";
import type { Attributes, AttributeValue } from "#lib/telemetry/otlp/otlp";
import { asMap, asNumber, asText, first, valueUnder } from "./coerce.ts";
import { rawUsageNames, uncachedInputNames, usageDetailsNames, vercelBefore6 } from "./dialect-evidence.ts";

/** Most tokens of one count; what is larger is a mistake of the sender. */
export const MAX_TOKENS = 1_000_000_000;

/**
 * The token counts of a span, in the conventions' sense: cache counts are parts of `input`, reasoning a part of
 * `output`. Senders that pass a provider's raw counts on (Anthropic without its cached tokens, Gemini without its
 * thoughts) are recognised by evidence on the span, see `partsBeside`. Returns a reason when a count cannot be one.
 */
export function usageOf(attributes: Attributes): Usage | { reason: string } {
  const given = fromDetails(attributes) ?? {
    input: first("inputTokens", asNumber, attributes),
    output: first("outputTokens", asNumber, attributes),
    cacheRead: first("cacheReadTokens", asNumber, attributes),
    cacheWrite: first("cacheWriteTokens", asNumber, attributes),
    reasoning: first("reasoningTokens", asNumber, attributes),
  };
  for (const count of Object.values(given)) {
    if (count === null) continue;
    if (count < 0) return { reason: "negative token count" };
    if (count > MAX_TOKENS) return { reason: "token count above 1,000,000,000" };
    if (!Number.isInteger(count)) return { reason: "token count that is no whole number" };
  }
  const beside = partsBeside(given, attributes);
  if (given.input !== null) given.input += beside.cached;
  if (given.output !== null) given.output += beside.reasoning;
  if ((given.input ?? 0) > MAX_TOKENS || (given.output ?? 0) > MAX_TOKENS) {
    return { reason: "token count above 1,000,000,000" };
  }
  return given;
}

/**
 * The tokens that the sides leave out, 0 where nothing proves that they do: parts that exceed their whole, Anthropic's
 * own counts beside the sender's, a sender known to pass them on, or a total that is the sum of the sides and a part.
 */
function partsBeside(given: Usage, attributes: Attributes): { cached: number; reasoning: number } {
  const cached = (given.cacheRead ?? 0) + (given.cacheWrite ?? 0);
  const reasoning = given.reasoning ?? 0;
  const total = first("totalTokens", asNumber, attributes);
  const unexplained = total === null ? 0 : total - (given.input ?? 0) - (given.output ?? 0);
  const byTotal = partsInTotal(unexplained, cached, reasoning);
  const stated = cached > 0 ? inputLeavesOutCached(given.input, cached, attributes) : false;
  return {
    cached: (stated ?? byTotal.cached) ? cached : 0,
    reasoning: byTotal.reasoning || reasoning > (given.output ?? 0) ? reasoning : 0,
  };
}

/** Which parts a total counts beside the sides. Where both are of one size it cannot tell which one of them. */
function partsInTotal(unexplained: number, cached: number, reasoning: number) {
  if (unexplained <= 0) return { cached: false, reasoning: false };
  if (unexplained === cached + reasoning) return { cached: true, reasoning: true };
  const apart = cached !== reasoning;
  return { cached: apart && unexplained === cached, reasoning: apart && unexplained === reasoning };
}

/** Whether the input is known to leave its cached tokens out; null where only a total could tell. */
function inputLeavesOutCached(input: number | null, cached: number, attributes: Attributes): boolean | null {
  if (input === null) return false;
  if (cached > input) return true;
  for (const name of uncachedInputNames) {
    const uncached = asNumber(valueUnder(attributes, name));
    if (uncached !== null) return input === uncached;
  }
  for (const name of rawUsageNames) {
    const raw = asMap(valueUnder(attributes, name));
    const anthropic = raw && ("cache_read_input_tokens" in raw || "cache_creation_input_tokens" in raw);
    const uncached = anthropic ? asNumber(raw.input_tokens) : null;
    if (uncached !== null) return input === uncached;
  }
  const { counts, provider, providers, since6 } = vercelBefore6;
  const before6 = counts.some((name) => attributes.has(name)) && !since6.some((name) => attributes.has(name));
  const model = before6 ? asText(attributes.get(provider)) : null;
  if (model !== null && providers.some((name) => model === name || model.startsWith(`${name}.`))) return true;
  return null;
}

/** Whether anything was counted at all. */
export function hasUsage(usage: Usage): boolean {
  return usage.input !== null || usage.output !== null;
}

function sum(map: { [key: string]: AttributeValue }, prefix: string): number | null {
  const counts = Object.entries(map)
    .filter(([key]) => key === prefix || key.startsWith(`${prefix}_`))
    .map(([, value]) => asNumber(value))
    .filter((count) => count !== null);
  return counts.length === 0 ? null : counts.reduce((total, count) => total + count, 0);
}

/**
 * Langfuse's usage_details: every key is a bucket of its own, so `input` leaves out `input_cached_tokens` and so on
 * (https://langfuse.com/docs/observability/features/token-and-cost-tracking). A `total` that equals input + output
 * says that this sender counted the buckets inside them.
 */
function fromDetails(attributes: Attributes): Usage | null {
  const found = usageDetailsNames.map((name) => asMap(attributes.get(name))).find((map) => map !== null);
  // Other keys (a provider's own, such as prompt_tokens) leave the sides to the attributes of the other dialects.
  if (!found || (sum(found, "input") === null && sum(found, "output") === null)) return null;
  const input = asNumber(found.input);
  const output = asNumber(found.output);
  const inclusive = asNumber(found.total) === (input ?? 0) + (output ?? 0);
  return {
    input: inclusive ? input : sum(found, "input"),
    output: inclusive ? output : sum(found, "output"),
    cacheRead: asNumber(found.input_cached_tokens ?? found.input_cache_read),
    cacheWrite: asNumber(found.input_cache_creation),
    reasoning: asNumber(found.output_reasoning_tokens ?? found.output_reasoning),
  };
}
