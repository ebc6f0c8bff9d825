import type { CallContent } from "#lib/telemetry/schema";
import { formatted, isMap, type Message, type Part } from "./message-fields.ts";
import {
  events,
  leaves,
  listUnder,
  messagesIn,
  type Reader,
  system,
  type Taken,
  together,
  tool,
  whole,
} from "./message-readers.ts";

/** An attribute that no dialect's reader took: shown as it was sent. */
export type Further = { name: string; json: string };
export type PreparedSide = { messages: Message[]; further: Further[] };
export type PreparedMessages = { input: PreparedSide; output: PreparedSide };

/** The first that finds something tells the conversation; what the others carry stands beneath it as it was sent. */
const inputReaders: readonly Reader[] = [
  together(system("gen_ai.system_instructions"), whole("gen_ai.input.messages", "user")),
  events({
    "gen_ai.system.message": "system",
    "gen_ai.user.message": "user",
    "gen_ai.assistant.message": "assistant",
    "gen_ai.tool.message": "tool",
  }),
  leaves(/^gen_ai\.prompt\.(\d+)\.(.+)$/, "user"),
  leaves(/^llm\.input_messages\.(\d+)\.(.+)$/, "user"),
  whole("ai.prompt.messages", "user"),
  tool(
    [
      "gen_ai.tool.call.arguments",
      "gen_ai.tool.args",
      "ai.toolCall.args",
      "tool_call.function.arguments",
      "tool.parameters",
    ],
    "arguments",
  ),
  whole("ai.prompt", "user"),
  whole("langfuse.observation.input", "user"),
  whole("traceloop.entity.input", "user"),
  whole("gen_ai.prompt", "user"),
  events({ "gen_ai.content.prompt": "user" }),
  whole("input.value", "user"),
  whole("input", "user"),
  whole("langfuse.trace.input", "user"),
];

const outputReaders: readonly Reader[] = [
  whole("gen_ai.output.messages", "assistant"),
  events({ "gen_ai.choice": "assistant" }),
  leaves(/^gen_ai\.completion\.(\d+)\.(.+)$/, "assistant"),
  leaves(/^llm\.output_messages\.(\d+)\.(.+)$/, "assistant"),
  together(
    listUnder("ai.response.reasoning", (value) => ({ parts: [{ type: "reasoning", content: value }] })),
    listUnder("ai.response.text", (value) => ({ content: value })),
    listUnder("ai.response.toolCalls", (value) => ({ tool_calls: value })),
    listUnder("ai.response.object", (value) => ({ parts: [value] })),
  ),
  tool(["gen_ai.tool.call.result", "ai.toolCall.result"], "result"),
  whole("langfuse.observation.output", "assistant"),
  whole("traceloop.entity.output", "assistant"),
  whole("gen_ai.completion", "assistant"),
  events({
    "gen_ai.content.completion": "assistant",
    "gen_ai.client.inference.operation.details": "assistant",
  }),
  whole("output.value", "assistant"),
  whole("output", "assistant"),
  whole("langfuse.trace.output", "assistant"),
];

function side(value: unknown, readers: readonly Reader[], role: string): PreparedSide {
  if (value === null || value === undefined) return { messages: [], further: [] };
  if (!isMap(value)) {
    const messages = messagesIn(value, role) ?? [
      {
        role,
        name: null,
        finish: null,
        parts: [{ kind: "json", label: null, json: formatted(value) } as Part],
      },
    ];
    return { messages, further: [] };
  }
  let taken: Taken | null = null;
  for (const read of readers) {
    taken = read(value);
    if (taken) break;
  }
  const used = new Set(taken?.names);
  const further = Object.entries(value)
    .filter(([name]) => !used.has(name))
    .map(([name, one]) => ({ name, json: formatted(one) }));
  return { messages: taken?.messages ?? [], further };
}

/**
 * What people and models wrote in one call, as a conversation, whatever dialect sent it. Nothing is dropped: what no reader
 * knows stands as JSON. Texts only: nothing of it is ever markup, a link or an address that is fetched.
 */
export function prepareMessages(content: Pick<CallContent, "input" | "output">): PreparedMessages {
  return {
    input: side(content.input, inputReaders, "user"),
    output: side(content.output, outputReaders, "assistant"),
  };
}
