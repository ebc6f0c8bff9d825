/**
 * Every name under which a canonical field occurs in the field, as data: OpenTelemetry GenAI (current, then older),
 * OpenInference, Langfuse, Vercel AI SDK, OpenLLMetry and OpenLIT. The first present name wins.
 * "name#key" reads a key of a JSON object (text or map) under that name.
 */
export const dialectNames = {
  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"],
  requestModel: [
    "gen_ai.request.model",
    "llm.invocation_parameters#model",
    "embedding.invocation_parameters#model",
    "llm.model_name",
    "llm.request.model_name",
    "embedding.model_name",
    "reranker.model_name",
    "langfuse.observation.model.name",
    "ai.model.id",
    "llm.request.model",
  ],
  responseModel: [
    "gen_ai.response.model",
    "llm.response.model_name",
    "ai.response.model",
    "llm.response.model",
  ],
  inputTokens: [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.token_count.prompt",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
    "ai.usage.tokens",
    "llm.usage.prompt_tokens",
  ],
  outputTokens: [
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.token_count.completion",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
    "llm.usage.completion_tokens",
  ],
  cacheReadTokens: [
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.cache_read_tokens",
    "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.input_cached_tokens",
    "llm.token_count.prompt_details.cache_read",
    "llm.token_count.prompt_details.cache_input",
    "ai.usage.cachedInputTokens",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "gen_ai.usage.prompt_tokens_details.cached_tokens",
    "llm.usage.cache_read_input_tokens",
  ],
  cacheWriteTokens: [
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.cache_write_tokens",
    "gen_ai.usage.details.cache_write_tokens",
    "llm.token_count.prompt_details.cache_write",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
    "gen_ai.usage.prompt_tokens_details.cache_creation_tokens",
    "llm.usage.cache_creation_input_tokens",
  ],
  reasoningTokens: [
    "gen_ai.usage.reasoning.output_tokens",
    "llm.token_count.completion_details.reasoning",
    "ai.usage.reasoningTokens",
    "ai.usage.outputTokenDetails.reasoningTokens",
    "gen_ai.usage.reasoning_tokens",
    "gen_ai.usage.details.reasoning_tokens",
    "llm.usage.reasoning_tokens",
  ],
  costUsd: ["gen_ai.usage.cost", "llm.cost.total", "langfuse.observation.cost_details#total"],
  conversation: [
    "gen_ai.conversation.id",
    "session.id",
    "langfuse.session.id",
    "ai.telemetry.metadata.sessionId",
    "traceloop.association.properties.session_id",
    "gen_ai.session.id",
  ],
  promptName: [
    "gen_ai.prompt.name",
    "prompt.id",
    "langfuse.observation.prompt.name",
    "ai.telemetry.metadata.langfusePrompt#name",
    "traceloop.prompt.key",
  ],
  promptVersion: [
    "gen_ai.prompt.version",
    "llm.prompt_template.version",
    "langfuse.observation.prompt.version",
    "ai.telemetry.metadata.langfusePrompt#version",
    "traceloop.prompt.version",
    "traceloop.prompt.version_hash",
  ],
  tool: ["gen_ai.tool.name", "tool.name", "tool_call.function.name", "ai.toolCall.name"],
  agent: [
    "gen_ai.agent.name",
    "agent.name",
    "ai.telemetry.functionId",
    "traceloop.entity.name",
    "gen_ai.workflow.name",
    "traceloop.workflow.name",
  ],
  errorType: ["error.type", "exception.type"],
  // What was used goes before what was asked for.
  serviceTier: [
    "openai.response.service_tier",
    "gen_ai.openai.response.service_tier",
    "gen_ai.response.service_tier",
    "anthropic.response.service_tier",
    "gen_ai.usage.service_tier",
    "openai.request.service_tier",
    "gen_ai.openai.request.service_tier",
    "gen_ai.request.service_tier",
    "llm.invocation_parameters#service_tier",
  ],
  environment: ["deployment.environment.name", "deployment.environment"],
  serviceName: ["service.name"],
  feature: ["threshold.feature"],
  interaction: ["threshold.interaction"],
  release: ["threshold.release"],
  attempt: ["threshold.attempt"],
  outcome: ["threshold.outcome"],
} as const satisfies Record<string, readonly string[]>;

export type CanonicalField = keyof typeof dialectNames;

/** Langfuse counts in one JSON object; `input` and `output` there leave out what has a key of its own. */
export const usageDetailsNames = ["langfuse.observation.usage_details"] as const;

/** Time until the first token, each with the microseconds of its unit. */
export const firstTokenNames: readonly (readonly [name: string, unitUs: number])[] = [
  ["gen_ai.response.time_to_first_chunk", 1_000_000],
  ["gen_ai.server.time_to_first_token", 1_000_000],
  ["ai.response.msToFirstChunk", 1_000],
];

/** The attributes that say what kind of work a span is. Vercel's comes first: its outer spans must never count as calls. */
export const operationNames = [
  "ai.operationId",
  "gen_ai.operation.name",
  "openinference.span.kind",
  "langfuse.observation.type",
  "traceloop.span.kind",
  "llm.request.type",
] as const;

/** Operations that cost money by themselves. */
export const billableOperations: ReadonlySet<string> = new Set([
  "chat",
  "generate_content",
  "text_completion",
  "embeddings",
  "rerank",
]);

/** Operations that are calls: one span that did work. `execute_tool` becomes billable with a price per call. */
export const callOperations: ReadonlySet<string> = new Set([...billableOperations, "execute_tool"]);

/** What each dialect calls an operation (lower case), and our name for it. Everything that is no call is structure. */
export const operationAliases: Readonly<Record<string, string>> = {
  chat: "chat",
  generate_content: "generate_content",
  text_completion: "text_completion",
  embeddings: "embeddings",
  rerank: "rerank",
  execute_tool: "execute_tool",
  invoke_agent: "invoke_agent",
  create_agent: "create_agent",
  invoke_workflow: "invoke_workflow",
  // OpenInference and Langfuse
  llm: "chat",
  generation: "chat",
  embedding: "embeddings",
  reranker: "rerank",
  tool: "execute_tool",
  agent: "invoke_agent",
  chain: "chain",
  retriever: "retrieve",
  guardrail: "guardrail",
  evaluator: "evaluate",
  prompt: "prompt",
  span: "span",
  event: "span",
  unknown: "span",
  // OpenLLMetry
  completion: "text_completion",
  workflow: "invoke_workflow",
  task: "task",
  // Vercel AI SDK: the inner spans did the work, the outer ones repeat their usage
  "ai.generatetext.dogenerate": "chat",
  "ai.streamtext.dostream": "chat",
  "ai.generateobject.dogenerate": "chat",
  "ai.streamobject.dostream": "chat",
  "ai.embed.doembed": "embeddings",
  "ai.embedmany.doembed": "embeddings",
  "ai.rerank.dorerank": "rerank",
  "ai.toolcall": "execute_tool",
  "ai.generatetext": "invoke_agent",
  "ai.streamtext": "invoke_agent",
  "ai.generateobject": "invoke_agent",
  "ai.streamobject": "invoke_agent",
  "ai.embed": "invoke_agent",
  "ai.embedmany": "invoke_agent",
  "ai.rerank": "invoke_agent",
};

/** Provider names that vary, and the one of the conventions (gen_ai.provider.name). A trailing * takes any ending. */
export const providerAliases: readonly (readonly [alias: string, provider: string])[] = [
  ["vertex_ai*", "gcp.vertex_ai"],
  ["vertexai", "gcp.vertex_ai"],
  ["google.vertex*", "gcp.vertex_ai"],
  ["gcp.vertex_ai", "gcp.vertex_ai"],
  ["gemini", "gcp.gemini"],
  ["google", "gcp.gemini"],
  ["google_genai", "gcp.gemini"],
  ["google.generative-ai*", "gcp.gemini"],
  ["az.ai.inference", "azure.ai.inference"],
  ["az.ai.openai", "azure.ai.openai"],
  ["az.ai.*", "azure.ai.openai"],
  ["azure", "azure.ai.openai"],
  ["azure-openai*", "azure.ai.openai"],
  ["azure_openai", "azure.ai.openai"],
  ["xai*", "x_ai"],
  ["x-ai", "x_ai"],
  ["x_ai", "x_ai"],
  ["bedrock*", "aws.bedrock"],
  ["amazon-bedrock*", "aws.bedrock"],
  ["amazon_bedrock", "aws.bedrock"],
  ["aws_bedrock", "aws.bedrock"],
  ["aws", "aws.bedrock"],
  ["mistral", "mistral_ai"],
  ["mistralai", "mistral_ai"],
  ["mistral.*", "mistral_ai"],
  ["watsonx", "ibm.watsonx.ai"],
  ["openai.*", "openai"],
  ["anthropic.*", "anthropic"],
  ["cohere.*", "cohere"],
  ["groq.*", "groq"],
  ["deepseek.*", "deepseek"],
  ["perplexity.*", "perplexity"],
];
