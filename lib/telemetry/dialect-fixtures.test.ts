import { describe, expect, test } from "vitest";
import type { NormalSpan } from "./domain.ts";
import type { AttributeValue, DecodedSpan } from "./otlp.ts";
import { taken } from "./testing/normalised.ts";
import { bareSpan, START_US } from "./testing/spans.ts";

type Values = { [name: string]: AttributeValue };
type Fixture = {
  attributes: Values;
  span?: Partial<Omit<DecodedSpan, "attributes">>;
  is: Partial<NormalSpan>;
};

const none = { cacheRead: null, cacheWrite: null, reasoning: null };

/** A span of each sender with the attributes as it writes them, and what they come to. */
const fixtures: Record<string, Fixture> = {
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
  "OpenLLMetry 0.62.4 (OpenAI)": {
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.response.model": "gpt-4o-2024-08-06",
      "openai.response.service_tier": "default",
      "gen_ai.usage.total_tokens": 1500,
      "gen_ai.usage.output_tokens": 300,
      "gen_ai.usage.input_tokens": 1200,
      "gen_ai.usage.cache_read.input_tokens": 1024,
      "gen_ai.usage.reasoning_tokens": 64,
      "traceloop.entity.name": "answer",
    },
    span: {
      events: [{ name: "llm.content.completion.chunk", timeUs: START_US + 90_000, attributes: new Map() }],
    },
    is: {
      serviceTier: "default",
      usage: { input: 1200, output: 300, cacheRead: 1024, cacheWrite: null, reasoning: 64 },
      timeToFirstTokenUs: 90_000,
      agent: "answer",
    },
  },
  "OpenLLMetry of 2024": {
    attributes: {
      "llm.request.type": "chat",
      "gen_ai.system": "Anthropic",
      "gen_ai.request.model": "claude-3-opus",
      "gen_ai.usage.prompt_tokens": 40,
      "gen_ai.usage.completion_tokens": 5,
      "llm.usage.total_tokens": 45,
      "traceloop.prompt.key": "greeting",
      "traceloop.prompt.version": 3,
    },
    is: {
      operation: "chat",
      provider: "anthropic",
      usage: { input: 40, output: 5, ...none },
      promptName: "greeting",
      promptVersion: "3",
    },
  },
  OpenLIT: {
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.usage.input_tokens": 10,
      "gen_ai.usage.output_tokens": 20,
      "gen_ai.usage.cost": 0.000225,
      "gen_ai.server.time_to_first_token": 0.5,
      "gen_ai.environment": "staging",
    },
    is: { costGivenNano: 225_000n, timeToFirstTokenUs: 500_000, environment: "staging" },
  },
  "Logfire 5.2.0 (OpenAI)": {
    attributes: {
      "logfire.span_type": "span",
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.response.model": "gpt-4o-2024-08-06",
      "gen_ai.response.id": "chatcmpl-1",
      "gen_ai.usage.input_tokens": 1200,
      "gen_ai.usage.output_tokens": 300,
      "gen_ai.usage.raw":
        '{"completion_tokens":300,"prompt_tokens":1200,"total_tokens":1500,"completion_tokens_details":{"reasoning_tokens":64},"prompt_tokens_details":{"cached_tokens":1024}}',
      "operation.cost": 0.00472,
    },
    span: { scope: { name: "logfire.openai", version: "5.2.0" } },
    is: {
      responseModel: "gpt-4o-2024-08-06",
      usage: { input: 1200, output: 300, cacheRead: 1024, cacheWrite: null, reasoning: 64 },
      costGivenNano: 4_720_000n,
    },
  },
  "LangSmith (LangChain)": {
    attributes: {
      "langsmith.span.kind": "LLM",
      "langsmith.metadata.ls_provider": "amazon_bedrock",
      "langsmith.metadata.ls_model_name": "claude-3-5-sonnet",
      "gen_ai.usage.input_tokens": 900,
      "gen_ai.usage.output_tokens": 50,
      "gen_ai.usage.input_token_details": '{"cache_read": 600, "cache_creation": 100}',
      "gen_ai.usage.output_token_details": '{"reasoning": 10}',
      "gen_ai.response.service_tier": "priority",
    },
    is: {
      operation: "chat",
      provider: "aws.bedrock",
      requestModel: "claude-3-5-sonnet",
      usage: { input: 900, output: 50, cacheRead: 600, cacheWrite: 100, reasoning: 10 },
      serviceTier: "priority",
    },
  },
  "MLflow, which writes every value as JSON": {
    attributes: {
      "mlflow.spanType": '"CHAT_MODEL"',
      "mlflow.llm.model": '"gpt-4o"',
      "mlflow.llm.provider": '"openai"',
      "mlflow.chat.tokenUsage": '{"input_tokens": 30, "output_tokens": 4, "total_tokens": 34}',
    },
    is: {
      operation: "chat",
      provider: "openai",
      requestModel: "gpt-4o",
      usage: { input: 30, output: 4, ...none },
    },
  },
  "Semantic Kernel of 2024": {
    attributes: {
      "gen_ai.operation.name": "chat.completions",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "gpt-4",
      "gen_ai.response.prompt_tokens": 16,
      "gen_ai.response.completion_tokens": 28,
    },
    is: { operation: "chat", usage: { input: 16, output: 28, ...none }, operationStated: false },
  },
  "Google ADK on Vertex": {
    attributes: {
      "gen_ai.operation.name": "generate_content",
      "gen_ai.system": "gcp.vertex.agent",
      "gen_ai.request.model": "gemini-2.5-flash",
      "gen_ai.usage.input_tokens": 100,
      "gen_ai.usage.output_tokens": 20,
    },
    is: { operation: "generate_content", provider: "gcp.vertex_ai" },
  },
  "a call of a batch": {
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "gpt-4o",
      "openai.batch.id": "batch_1",
    },
    is: { serviceTier: "batch" },
  },
};

describe("a span of each sender comes to the canonical fields", () => {
  for (const [sender, { attributes, span, is }] of Object.entries(fixtures)) {
    test(sender, () =>
      expect(taken(bareSpan(attributes, { scope: { name: "app", version: "" }, ...span }))).toMatchObject(is),
    );
  }
});

describe("trap: whether the input holds what was cached", () => {
  const usage = (attributes: Values) =>
    taken(bareSpan({ "gen_ai.operation.name": "chat", ...attributes })).usage;
  const counts = {
    "gen_ai.usage.input_tokens": 3000,
    "gen_ai.usage.output_tokens": 100,
    "gen_ai.usage.cache_read.input_tokens": 1000,
  };

  test("without evidence it does, as the conventions say, whoever the provider is", () => {
    expect(usage({ ...counts, "gen_ai.system": "anthropic" }).input).toBe(3000);
    expect(usage({ ...counts, "gen_ai.usage.total_tokens": 3100 }).input).toBe(3000);
    const vercel = { "ai.usage.inputTokens": 3000, "ai.usage.cachedInputTokens": 1000 };
    expect(usage({ ...vercel, "ai.model.provider": "openai.chat" }).input).toBe(3000);
  });

  test("a total that counts it beside the input proves that it does not", () => {
    expect(usage({ ...counts, "gen_ai.usage.total_tokens": 4100 }).input).toBe(4000);
    expect(usage({ ...counts, "gen_ai.usage.total_tokens": 4101 }).input).toBe(3000);
  });

  test("Anthropic's own object beside it tells, in either direction; OpenAI's of the same names does not", () => {
    const raw = (input: number) => ({
      ...counts,
      "gen_ai.usage.raw": { input_tokens: input, cache_read_input_tokens: 1000, output_tokens: 100 },
    });
    expect(usage(raw(3000)).input).toBe(4000);
    expect(usage({ ...raw(2000), "gen_ai.usage.total_tokens": 4100 }).input).toBe(3000);
    const openai = { input_tokens: 3000, input_tokens_details: { cached_tokens: 1000 }, output_tokens: 100 };
    expect(usage({ ...counts, "gen_ai.usage.raw": openai }).input).toBe(3000);
  });

  test("thoughts that a total counts beside the output were left out of it; parts of one size prove nothing", () => {
    const gemini = {
      "gen_ai.usage.input_tokens": 50,
      "gen_ai.usage.output_tokens": 400,
      "gen_ai.usage.reasoning_tokens": 300,
    };
    expect(usage({ ...gemini, "gen_ai.usage.total_tokens": 750 })).toMatchObject({ input: 50, output: 700 });
    expect(usage({ ...gemini, "gen_ai.usage.total_tokens": 450 }).output).toBe(400);
    const alike = { ...counts, "gen_ai.usage.output_tokens": 2000, "gen_ai.usage.reasoning_tokens": 1000 };
    expect(usage({ ...alike, "gen_ai.usage.total_tokens": 6000 })).toMatchObject({
      input: 3000,
      output: 2000,
    });
    expect(usage({ ...alike, "gen_ai.usage.total_tokens": 7000 })).toMatchObject({
      input: 4000,
      output: 3000,
    });
  });
});

describe("trap: Logfire writes a streamed call twice", () => {
  const scope = { name: "logfire.openai", version: "5.2.0" };
  const stream = {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.response.model": "gpt-4o",
  };

  test("what opens it is structure, what closes it is the call and began when the stream did", () => {
    const opens = taken(bareSpan({ ...stream, "logfire.span_type": "span" }, { scope }));
    expect(opens).toMatchObject({ isCall: false, billable: false, responseModel: null });
    const counted = { "gen_ai.usage.input_tokens": 12, "gen_ai.usage.output_tokens": 3, duration: 1.5 };
    const closing = { scope, startUs: START_US, endUs: START_US };
    const closes = taken(bareSpan({ ...stream, ...counted, "logfire.span_type": "log" }, closing));
    expect(closes).toMatchObject({ isCall: true, billable: true, responseModel: null });
    expect(closes.endUs - closes.startUs).toBe(1_500_000);
  });

  test("a failure, an answer and other instrumentations stay calls", () => {
    const span = { ...stream, "logfire.span_type": "span" };
    expect(taken(bareSpan(span, { scope, statusCode: 2 })).isCall).toBe(true);
    expect(taken(bareSpan({ ...span, "gen_ai.response.id": "r" }, { scope })).isCall).toBe(true);
    expect(taken(bareSpan(span, { scope: { name: "pydantic-ai", version: "1" } })).isCall).toBe(true);
  });
});
