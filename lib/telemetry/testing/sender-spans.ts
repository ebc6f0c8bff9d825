import type { NormalSpan } from "#lib/telemetry/domain";
import type { AttributeValue, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { START_US } from "./spans.ts";

type Values = { [name: string]: AttributeValue };
export type Fixture = {
  attributes: Values;
  span?: Partial<Omit<DecodedSpan, "attributes">>;
  is: Partial<NormalSpan>;
};

const none = { cacheRead: null, cacheWrite: null, reasoning: null };

/** A span of each sender with the attributes as it writes them, and what they come to. */
export const conventionSpans: Record<string, Fixture> = {
  "OpenTelemetry GenAI conventions, current": {
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "anthropic",
      "gen_ai.request.model": "claude-sonnet-4-5",
      "gen_ai.response.model": "claude-sonnet-4-5-20250929",
      "gen_ai.response.id": "msg_1",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 2300,
      "gen_ai.usage.output_tokens": 120,
      "gen_ai.usage.cache_read.input_tokens": 2000,
      "gen_ai.usage.cache_creation.input_tokens": 200,
      "gen_ai.usage.reasoning.output_tokens": 40,
      "gen_ai.response.time_to_first_chunk": 0.25,
      "gen_ai.conversation.id": "c-1",
      "gen_ai.agent.name": "claims",
    },
    is: {
      operation: "chat",
      provider: "anthropic",
      requestModel: "claude-sonnet-4-5",
      responseModel: "claude-sonnet-4-5-20250929",
      usage: { input: 2300, output: 120, cacheRead: 2000, cacheWrite: 200, reasoning: 40 },
      timeToFirstTokenUs: 250_000,
      agent: "claims",
      billable: true,
    },
  },
  "OpenTelemetry GenAI conventions before 1.27, with OpenAI's service tier": {
    attributes: {
      "gen_ai.operation.name": "text_completion",
      "gen_ai.system": "az.ai.openai",
      "gen_ai.request.model": "gpt-35-turbo-instruct",
      "gen_ai.usage.prompt_tokens": 11,
      "gen_ai.usage.completion_tokens": 7,
      "gen_ai.openai.request.service_tier": "auto",
      "gen_ai.openai.response.service_tier": "scale",
    },
    is: {
      operation: "text_completion",
      provider: "azure.ai.openai",
      usage: { input: 11, output: 7, ...none },
      serviceTier: "scale",
    },
  },
  "OpenInference 0.1.66 (OpenAI)": {
    attributes: {
      "openinference.span.kind": "LLM",
      "llm.system": "openai",
      "llm.provider": "azure",
      "llm.model_name": "gpt-4o-2024-08-06",
      "llm.invocation_parameters": '{"model": "gpt-4o", "service_tier": "flex"}',
      "llm.token_count.prompt": 1200,
      "llm.token_count.completion": 300,
      "llm.token_count.total": 1500,
      "llm.token_count.prompt_details.cache_read": 1024,
      "llm.token_count.completion_details.reasoning": 64,
      "session.id": "s-1",
      "user.id": "u-1",
    },
    is: {
      operation: "chat",
      provider: "azure.ai.openai",
      requestModel: "gpt-4o",
      responseModel: "gpt-4o-2024-08-06",
      usage: { input: 1200, output: 300, cacheRead: 1024, cacheWrite: null, reasoning: 64 },
      serviceTier: "flex",
    },
  },
  "Langfuse SDK, with counts, cost and first token of its own": {
    attributes: {
      "langfuse.observation.type": "generation",
      "langfuse.observation.model.name": "gpt-4o",
      "langfuse.observation.usage_details":
        '{"input":176,"input_cached_tokens":1024,"output":300,"total":1500}',
      "langfuse.observation.cost_details": '{"input":0.001,"output":0.003}',
      "langfuse.observation.completion_start_time": `"${new Date(START_US / 1000 + 400).toISOString()}"`,
      "langfuse.observation.prompt.name": "answer",
      "langfuse.observation.prompt.version": 7,
      "langfuse.observation.level": "ERROR",
      "langfuse.environment": "staging",
    },
    is: {
      operation: "chat",
      requestModel: "gpt-4o",
      usage: { input: 1200, output: 300, cacheRead: 1024, cacheWrite: null, reasoning: null },
      costGivenNano: 4_000_000n,
      timeToFirstTokenUs: 400_000,
      promptName: "answer",
      promptVersion: "7",
      status: "error",
      environment: "staging",
    },
  },
  "Vercel AI SDK 4 (Anthropic): counts as Anthropic gives them, cached ones in the provider's metadata": {
    attributes: {
      "ai.operationId": "ai.generateText.doGenerate",
      "ai.model.provider": "anthropic.messages",
      "ai.model.id": "claude-3-5-sonnet-latest",
      "ai.usage.promptTokens": 1500,
      "ai.usage.completionTokens": 90,
      "ai.response.providerMetadata":
        '{"anthropic":{"cacheCreationInputTokens":200,"cacheReadInputTokens":1000}}',
      "gen_ai.system": "anthropic.messages",
      "gen_ai.usage.input_tokens": 1500,
      "gen_ai.usage.output_tokens": 90,
    },
    is: {
      operation: "chat",
      provider: "anthropic",
      usage: { input: 2700, output: 90, cacheRead: 1000, cacheWrite: 200, reasoning: null },
    },
  },
  "Vercel AI SDK 5 (Anthropic): the second call of vercel/ai#8795, and a write that only the metadata tells":
    {
      attributes: {
        "ai.operationId": "ai.streamText.doStream",
        "ai.model.provider": "anthropic.messages",
        "ai.response.model": "claude-3-5-haiku-20241022",
        "ai.usage.inputTokens": 3000,
        "ai.usage.outputTokens": 104,
        "ai.usage.totalTokens": 3104,
        "ai.usage.cachedInputTokens": 1000,
        "ai.response.providerMetadata":
          '{"anthropic":{"usage":{"input_tokens":3000,"output_tokens":1,"cache_creation_input_tokens":500,"cache_read_input_tokens":1000}}}',
        "ai.response.msToFirstChunk": 612.5,
      },
      is: {
        responseModel: "claude-3-5-haiku-20241022",
        usage: { input: 4500, output: 104, cacheRead: 1000, cacheWrite: 500, reasoning: null },
        timeToFirstTokenUs: 612_500,
      },
    },
  "Vercel AI SDK 6 (Anthropic): the input holds the cached tokens, and its details say so": {
    attributes: {
      "ai.operationId": "ai.generateText.doGenerate",
      "ai.model.provider": "anthropic.messages",
      "ai.usage.inputTokens": 4500,
      "ai.usage.outputTokens": 104,
      "ai.usage.cachedInputTokens": 1000,
      "ai.usage.inputTokenDetails.noCacheTokens": 3000,
      "ai.usage.inputTokenDetails.cacheReadTokens": 1000,
      "ai.usage.inputTokenDetails.cacheWriteTokens": 500,
      "ai.usage.outputTokenDetails.reasoningTokens": 20,
    },
    is: { usage: { input: 4500, output: 104, cacheRead: 1000, cacheWrite: 500, reasoning: 20 } },
  },
  "Vercel AI SDK 7, by the conventions": {
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.client.operation.duration": 0.037,
      "gen_ai.client.operation.time_to_first_chunk": 0.034,
      "gen_ai.usage.input_tokens": 1200,
      "gen_ai.usage.output_tokens": 300,
      "gen_ai.usage.cache_read.input_tokens": 1024,
    },
    is: { timeToFirstTokenUs: 34_000, usage: { input: 1200, output: 300, ...none, cacheRead: 1024 } },
  },
};
