import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareMessages } from "./prepare-messages.ts";

const json = JSON.stringify;
const brief = (side: { messages: { role: string; parts: unknown[] }[] }) =>
  side.messages.map(({ role, parts }) => [role, parts]);

describe("each dialect's messages", () => {
  it("OpenTelemetry's parts, with instructions, tool calls and their responses", () => {
    const { input, output } = prepareMessages({
      input: {
        "gen_ai.system_instructions": json([{ type: "text", content: "Be kind." }]),
        "gen_ai.input.messages": json([
          { role: "user", parts: [{ type: "text", content: "Weather?" }] },
          {
            role: "assistant",
            parts: [{ type: "tool_call", id: "c1", name: "weather", arguments: { city: "Ulm" } }],
          },
          { role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: "rain" }] },
        ]),
      },
      output: {
        "gen_ai.output.messages": json([
          { role: "assistant", parts: [{ type: "text", content: "Rain." }], finish_reason: "stop" },
        ]),
      },
    });
    expect(brief(input)).toEqual([
      ["system", [{ kind: "text", text: "Be kind." }]],
      ["user", [{ kind: "text", text: "Weather?" }]],
      ["assistant", [{ kind: "call", name: "weather", id: "c1", json: '{\n  "city": "Ulm"\n}' }]],
      ["tool", [{ kind: "result", name: null, id: "c1", json: "rain" }]],
    ]);
    expect(output.messages[0]).toMatchObject({ role: "assistant", finish: "stop" });
    expect(input.further).toEqual([]);
  });

  it("OpenLLMetry's indexed attributes, in the order of their index", () => {
    const { input, output } = prepareMessages({
      input: {
        "gen_ai.prompt.10.content": "last",
        "gen_ai.prompt.10.role": "user",
        "gen_ai.prompt.0.role": "system",
        "gen_ai.prompt.0.content": "first",
        "gen_ai.prompt.2.role": "assistant",
        "gen_ai.prompt.2.tool_calls.0.name": "find",
        "gen_ai.prompt.2.tool_calls.0.id": "t1",
        "gen_ai.prompt.2.tool_calls.0.arguments": '{"q":1}',
      },
      output: {
        "gen_ai.completion.0.role": "assistant",
        "gen_ai.completion.0.content": "yes",
        "gen_ai.completion.0.finish_reason": "stop",
      },
    });
    expect(input.messages.map(({ role }) => role)).toEqual(["system", "assistant", "user"]);
    expect(input.messages[1]?.parts).toEqual([
      { kind: "call", name: "find", id: "t1", json: '{\n  "q": 1\n}' },
    ]);
    expect(output.messages).toEqual([
      { role: "assistant", name: null, finish: "stop", parts: [{ kind: "text", text: "yes" }] },
    ]);
  });

  it("OpenInference's, with contents of several kinds; the raw request stands beneath", () => {
    const { input } = prepareMessages({
      input: {
        "llm.input_messages.0.message.role": "user",
        "llm.input_messages.0.message.contents.0.message_content.type": "text",
        "llm.input_messages.0.message.contents.0.message_content.text": "What is this?",
        "llm.input_messages.0.message.contents.1.message_content.type": "image",
        "llm.input_messages.0.message.contents.1.message_content.image.image.url":
          "https://example.com/a.png",
        "llm.input_messages.1.message.role": "assistant",
        "llm.input_messages.1.message.tool_calls.0.tool_call.id": "c1",
        "llm.input_messages.1.message.tool_calls.0.tool_call.function.name": "look",
        "llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments": "{}",
        "input.value": '{"model":"gpt-4o"}',
      },
    });
    expect(brief(input)).toEqual([
      ["user", [{ kind: "text", text: "What is this?" }, expect.objectContaining({ kind: "file" })]],
      ["assistant", [{ kind: "call", name: "look", id: "c1", json: "{}" }]],
    ]);
    expect(json(input)).toContain("https://example.com/a.png");
    expect(input.further).toEqual([{ name: "input.value", json: '{\n  "model": "gpt-4o"\n}' }]);
  });

  it("the Vercel AI SDK's", () => {
    const { input, output } = prepareMessages({
      input: {
        "ai.prompt.messages": json([
          {
            role: "user",
            content: [
              { type: "text", text: "Hi" },
              {
                type: "file",
                data: "data:application/pdf;base64,AAAA",
                mediaType: "application/pdf",
                filename: "a.pdf",
              },
            ],
          },
          {
            role: "assistant",
            content: [{ type: "tool-call", toolCallId: "c1", toolName: "find", input: { q: 1 } }],
          },
          {
            role: "tool",
            content: [
              {
                type: "tool-result",
                toolCallId: "c1",
                toolName: "find",
                output: { type: "text", value: "none" },
              },
            ],
          },
        ]),
      },
      output: {
        "ai.response.text": "Nothing.",
        "ai.response.toolCalls": json([{ toolCallId: "c2", toolName: "find", input: "{}" }]),
      },
    });
    expect(brief(input)[0]).toEqual([
      "user",
      [
        { kind: "text", text: "Hi" },
        { kind: "file", what: "file a.pdf, application/pdf, 3 bytes", where: null },
        expect.anything(),
      ].slice(0, 2),
    ]);
    expect(input.messages[1]?.parts[0]).toMatchObject({ kind: "call", name: "find", id: "c1" });
    expect(input.messages[2]?.parts[0]).toMatchObject({ kind: "result", name: "find", id: "c1" });
    expect(output.messages.flatMap(({ parts }) => parts)).toEqual([
      { kind: "text", text: "Nothing." },
      { kind: "call", name: "find", id: "c2", json: "{}" },
    ]);
  });

  it("the events of older conventions, in their order", () => {
    const { input, output } = prepareMessages({
      input: {
        "gen_ai.user.message.1": { content: "Hi", "gen_ai.system": "openai" },
        "gen_ai.system.message.0": { content: "Be kind." },
      },
      output: {
        "gen_ai.choice.2": {
          index: 0,
          finish_reason: "stop",
          message: json({ role: "assistant", content: "Hello" }),
        },
      },
    });
    expect(input.messages.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(output.messages[0]).toMatchObject({ role: "assistant", finish: "stop" });
    expect(output.messages[0]?.parts[0]).toEqual({ kind: "text", text: "Hello" });
  });

  it("Langfuse's, Traceloop's and plain values, as messages where they hold some", () => {
    const openai = { messages: [{ role: "user", content: "Hi" }], temperature: 0 };
    for (const name of [
      "langfuse.observation.input",
      "traceloop.entity.input",
      "input.value",
      "gen_ai.prompt",
    ]) {
      const { input } = prepareMessages({ input: { [name]: json(openai) } });
      expect(brief(input)[0]).toEqual(["user", [{ kind: "text", text: "Hi" }]]);
      expect(json(input)).toContain("temperature");
    }
    expect(brief(prepareMessages({ input: { "input.value": "Hello" } }).input)).toEqual([
      ["user", [{ kind: "text", text: "Hello" }]],
    ]);
    expect(
      brief(prepareMessages({ output: { "traceloop.entity.output": '{"outputs":{"n":1}}' } }).output),
    ).toEqual([
      ["assistant", [{ kind: "json", label: null, json: '{\n  "outputs": {\n    "n": 1\n  }\n}' }]],
    ]);
  });

  it("a tool's arguments and its result", () => {
    const { input, output } = prepareMessages({
      input: { "gen_ai.tool.call.arguments": '{"city":"Ulm"}' },
      output: { "gen_ai.tool.call.result": "rain" },
    });
    expect(brief(input)).toEqual([
      ["arguments", [{ kind: "json", label: null, json: '{\n  "city": "Ulm"\n}' }]],
    ]);
    expect(brief(output)).toEqual([["result", [{ kind: "json", label: null, json: "rain" }]]]);
  });
});

describe("whatever is sent", () => {
  const names = [
    "gen_ai.input.messages",
    "gen_ai.system_instructions",
    "gen_ai.prompt.0.content",
    "gen_ai.prompt.0.tool_calls.1.name",
    "llm.input_messages.3.message.content",
    "ai.prompt.messages",
    "langfuse.observation.input",
    "traceloop.entity.input",
    "input.value",
    "gen_ai.user.message.4",
    "unheard.of",
  ];
  const word = fc.stringMatching(/^w[a-z]{6,9}$/);
  const leaf = fc.oneof(word, fc.integer({ min: 1000, max: 999_999 }), fc.boolean());
  const shape = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          "role",
          "content",
          "parts",
          "type",
          "text",
          "tool_calls",
          "function",
          "name",
          "messages",
          "arguments",
          "x",
        ),
        tie("value"),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  })).value;

  const leavesOf = (value: unknown): string[] => {
    if (typeof value === "string" || typeof value === "number") return [String(value)];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [];
  };

  it("nothing of it is lost", () => {
    const given = fc.dictionary(fc.constantFrom(...names), shape, { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(given, fc.boolean(), (attributes, asText) => {
        const sent = Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            asText && typeof value === "object" ? json(value) : value,
          ]),
        );
        const shown = json(prepareMessages({ input: sent }));
        for (const one of leavesOf(attributes)) expect(shown).toContain(one);
      }),
      { numRuns: 300 },
    );
  });

  it("is shown also where it is no map of attributes, and nothing becomes of nothing", () => {
    expect(json(prepareMessages({ input: ["question"], output: "answer" }))).toMatch(/question.*answer/s);
    expect(prepareMessages({ input: null })).toEqual({
      input: { messages: [], further: [] },
      output: { messages: [], further: [] },
    });
  });
});
