/** Langfuse counts in one JSON object; `input` and `output` there leave out what has a key of its own. */
export const usageDetailsNames = ["langfuse.observation.usage_details"] as const;

/** Langfuse's cost object: `total`, or the sum of its parts. */
export const costDetailsNames = ["langfuse.observation.cost_details"] as const;

/** A batch of a provider's batch interface costs by another price: one of these that is there and not false says so. */
export const batchNames = [
  "gen_ai.request.batch",
  "gen_ai.batch.id",
  "openai.batch",
  "openai.batch.id",
  "anthropic.batch.id",
] as const;

/** Levels that say a span failed where its status was left unset. */
export const errorLevelNames = ["langfuse.observation.level"] as const;

/** The input without what was cached, by which the input is known to leave it out or not. */
export const uncachedInputNames = ["ai.usage.inputTokenDetails.noCacheTokens"] as const;

/** Anthropic's own usage object, in which `input_tokens` leaves out what was cached. */
export const rawUsageNames = ["ai.response.providerMetadata#anthropic.usage", "gen_ai.usage.raw"] as const;

/**
 * Vercel's AI SDK before version 6 passed Anthropic's counts on as they are (https://github.com/vercel/ai/issues/8795);
 * since then it sends the details of the input.
 */
export const vercelBefore6 = {
  counts: ["ai.usage.promptTokens", "ai.usage.inputTokens"],
  provider: "ai.model.provider",
  providers: ["anthropic", "vertex.anthropic"],
  since6: [
    "ai.usage.inputTokenDetails.noCacheTokens",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
  ],
} as const;

/**
 * Logfire writes a streamed call as two spans: one that ends when the stream opens, and a record without duration when
 * it closes, which has the counts and says how long it took. Until an answer came, its response model is the request's.
 */
export const logfire = {
  scopes: "logfire.",
  kind: "logfire.span_type",
  opens: "span",
  closes: "log",
  tookSeconds: "duration",
} as const;
