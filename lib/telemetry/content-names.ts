/**
 * Which attributes carry what people and models wrote. They are kept only where the feature's content policy says so.
 * An exact name, or a prefix when it ends with a dot. `gen_ai.prompt` is exact on purpose: it is old content, while
 * `gen_ai.prompt.name` and `.version` name the prompt; the indexed form is caught by the pattern below.
 */
export const inputNames = [
  "gen_ai.input.messages",
  "gen_ai.system_instructions",
  "gen_ai.prompt",
  "gen_ai.tool.call.arguments",
  "gen_ai.tool.args",
  "gen_ai.tool.definitions",
  "llm.input_messages.",
  "llm.prompts",
  "llm.prompts.",
  "llm.prompt_template.template",
  "llm.prompt_template.variables",
  "llm.tools.",
  "embedding.embeddings.",
  "embedding.text",
  "reranker.input_documents.",
  "reranker.query",
  "input.value",
  "input",
  "langfuse.observation.input",
  "langfuse.trace.input",
  "ai.prompt",
  "ai.prompt.",
  "ai.value",
  "ai.values",
  "ai.toolCall.args",
  "tool.parameters",
  "tool_call.function.arguments",
  "traceloop.entity.input",
] as const;

export const outputNames = [
  "gen_ai.output.messages",
  "gen_ai.completion",
  "gen_ai.tool.call.result",
  "llm.output_messages.",
  "llm.completions",
  "llm.completions.",
  "reranker.output_documents.",
  "retrieval.documents.",
  "output.value",
  "output",
  "langfuse.observation.output",
  "langfuse.trace.output",
  "ai.response.text",
  "ai.response.object",
  "ai.response.toolCalls",
  "ai.response.reasoning",
  "ai.result.",
  "ai.embedding",
  "ai.embeddings",
  "ai.toolCall.result",
  "traceloop.entity.output",
] as const;

export const indexedInput = /^gen_ai\.prompt\.\d+\./;
export const indexedOutput = /^gen_ai\.completion\.\d+\./;

/** Events that carry one message each; conventions before 1.37. */
export const messageEvents: Readonly<Record<string, "input" | "output">> = {
  "gen_ai.system.message": "input",
  "gen_ai.user.message": "input",
  "gen_ai.assistant.message": "input",
  "gen_ai.tool.message": "input",
  "gen_ai.choice": "output",
  "gen_ai.content.prompt": "input",
  "gen_ai.content.completion": "output",
  "gen_ai.client.inference.operation.details": "output",
};
