import { asMap, asNumber, first } from "./coerce.ts";
import { usageDetailsNames } from "./dialects.ts";
import type { Usage } from "./domain.ts";
import type { Attributes, AttributeValue } from "./otlp.ts";

/** Most tokens of one count; what is larger is a mistake of the sender. */
export const MAX_TOKENS = 1_000_000_000;

/**
 * The token counts of a span, in the conventions' sense: cache counts are parts of `input`, reasoning a part of
 * `output`. Senders that pass a provider's raw counts on (Anthropic without its cached tokens, Gemini without its
 * thoughts) are recognised by parts that exceed the whole. Returns a reason when a count cannot be one.
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
  const cached = (given.cacheRead ?? 0) + (given.cacheWrite ?? 0);
  if (given.input !== null && cached > given.input) given.input += cached;
  if (given.output !== null && (given.reasoning ?? 0) > given.output) given.output += given.reasoning ?? 0;
  if ((given.input ?? 0) > MAX_TOKENS || (given.output ?? 0) > MAX_TOKENS) {
    return { reason: "token count above 1,000,000,000" };
  }
  return given;
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
