import type { Fixture } from "./sender-spans.ts";
import { START_US } from "./spans.ts";

const none = { cacheRead: null, cacheWrite: null, reasoning: null };

/** The same of OpenLLMetry and of frameworks that bring telemetry of their own. */
export const frameworkSpans: Record<string, Fixture> = {
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
