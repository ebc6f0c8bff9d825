import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AttributeValue } from "#lib/telemetry/otlp/otlp";
import { taken } from "#lib/telemetry/testing/normalised";
import { bareSpan } from "#lib/telemetry/testing/spans";
import { type CanonicalField, dialectNames } from "./dialects.ts";

const of = (attributes: { [name: string]: AttributeValue }) => taken(bareSpan(attributes));

describe("every name of every dialect is read", () => {
  const tokens = {
    inputTokens: "input",
    outputTokens: "output",
    cacheReadTokens: "cacheRead",
    cacheWriteTokens: "cacheWrite",
    reasoningTokens: "reasoning",
  } as const;
  const texts = [
    "provider",
    "requestModel",
    "responseModel",
    "agent",
    "promptName",
    "promptVersion",
  ] as const;

  function put(name: string, value: AttributeValue): { [name: string]: AttributeValue } {
    const [outer = "", inner] = name.split("#");
    if (inner === undefined) return { [outer]: value };
    const nested = inner.split(".").reduceRight<AttributeValue>((held, key) => ({ [key]: held }), value);
    return { [outer]: JSON.stringify(nested) };
  }

  for (const [field, part] of Object.entries(tokens)) {
    for (const name of dialectNames[field as CanonicalField]) {
      test(`${name} counts as ${field}, as integer, double or text`, () => {
        for (const value of [42, 42.0, "42", "42.0"]) {
          // The whole is there too, so that a part never exceeds it.
          const whole: { [name: string]: AttributeValue } =
            part === "input" || part === "output"
              ? {}
              : { "gen_ai.usage.input_tokens": 50, "gen_ai.usage.output_tokens": 50 };
          expect(of({ ...whole, ...put(name, value) }).usage[part]).toBe(42);
        }
      });
    }
  }

  for (const field of texts) {
    for (const name of dialectNames[field]) {
      test(`${name} is the ${field}`, () => expect(of(put(name, "some-name"))[field]).toBe("some-name"));
    }
  }

  for (const name of dialectNames.costUsd) {
    test(`${name} is a cost, as double or text`, () => {
      expect(of(put(name, 0.0125)).costGivenNano).toBe(12_500_000n);
      expect(of(put(name, "0.0125")).costGivenNano).toBe(12_500_000n);
      expect(of(put(name, "free")).costGivenNano).toBeNull();
      expect(of(put(name, -1)).costGivenNano).toBeNull();
    });
  }
});

describe("operations", () => {
  const cases: [
    attributes: { [name: string]: AttributeValue },
    operation: string,
    isCall: boolean,
    billable: boolean,
  ][] = [
    [{ "gen_ai.operation.name": "chat" }, "chat", true, true],
    [{ "gen_ai.operation.name": "generate_content" }, "generate_content", true, true],
    [{ "gen_ai.operation.name": "text_completion" }, "text_completion", true, true],
    [{ "gen_ai.operation.name": "embeddings" }, "embeddings", true, true],
    [{ "gen_ai.operation.name": "rerank" }, "rerank", true, true],
    [{ "gen_ai.operation.name": "execute_tool" }, "execute_tool", true, false],
    [{ "gen_ai.operation.name": "invoke_agent" }, "invoke_agent", false, false],
    [{ "gen_ai.operation.name": "invoke_workflow" }, "invoke_workflow", false, false],
    [{ "gen_ai.operation.name": "create_agent" }, "create_agent", false, false],
    [{ "openinference.span.kind": "LLM" }, "chat", true, true],
    [{ "openinference.span.kind": "EMBEDDING" }, "embeddings", true, true],
    [{ "openinference.span.kind": "RERANKER" }, "rerank", true, true],
    [{ "openinference.span.kind": "TOOL" }, "execute_tool", true, false],
    [{ "openinference.span.kind": "AGENT" }, "invoke_agent", false, false],
    [{ "openinference.span.kind": "CHAIN" }, "chain", false, false],
    [{ "openinference.span.kind": "RETRIEVER" }, "retrieve", false, false],
    [{ "langfuse.observation.type": "generation" }, "chat", true, true],
    [{ "langfuse.observation.type": "span" }, "span", false, false],
    [{ "ai.operationId": "ai.generateText.doGenerate" }, "chat", true, true],
    [{ "ai.operationId": "ai.streamText.doStream" }, "chat", true, true],
    [{ "ai.operationId": "ai.embed.doEmbed" }, "embeddings", true, true],
    [{ "ai.operationId": "ai.toolCall" }, "execute_tool", true, false],
    [{ "traceloop.span.kind": "workflow" }, "invoke_workflow", false, false],
    [{ "llm.request.type": "completion" }, "text_completion", true, true],
    [{ "llm.request.type": "rerank" }, "rerank", true, true],
    [{ "gen_ai.request.model": "gpt-4o", "gen_ai.usage.prompt_tokens": 3 }, "chat", true, true],
    [{ "http.request.method": "POST" }, "span", false, false],
    [{ "gen_ai.operation.name": "summon" }, "summon", false, false],
    [{ "gen_ai.operation.name": "toString" }, "toString", false, false],
  ];
  for (const [attributes, operation, isCall, billable] of cases) {
    test(`${JSON.stringify(attributes)} is ${operation}`, () => {
      expect(of(attributes)).toMatchObject({ operation, isCall, billable });
    });
  }

  test("trap: the outer spans of Vercel's SDK repeat their children's usage and never count, whatever else they carry", () => {
    for (const id of [
      "ai.generateText",
      "ai.streamText",
      "ai.generateObject",
      "ai.streamObject",
      "ai.embed",
    ]) {
      const outer = of({
        "ai.operationId": id,
        "gen_ai.operation.name": "chat",
        "ai.model.id": "gpt-4o",
        "ai.usage.inputTokens": 9,
      });
      expect(outer).toMatchObject({ isCall: false, billable: false });
    }
  });

  test("a tool call is named by its tool", () => {
    expect(of({ "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "get_weather" }).name).toBe(
      "get_weather",
    );
  });
});

describe("real client spans (Arize-ai/openinference, Apache-2.0)", () => {
  const folder = "../shared/data/otlp";
  const files = [
    "otel_genai_client_span_tool_calls",
    "otel_genai_deprecated_client_span_tool_calls",
    "openinference_client_span_tool_calls",
  ];
  if (!existsSync(folder)) {
    test("were not read: ../shared/data is not here", ({ annotate }) =>
      annotate("no client spans beside the checkout"));
    return;
  }
  for (const file of files) {
    test(file, () => {
      const span = of(JSON.parse(readFileSync(`${folder}/${file}.json`, "utf8")));
      expect(span).toMatchObject({
        operation: "chat",
        provider: "openai",
        usage: { input: 97, output: 52, cacheRead: null, cacheWrite: null, reasoning: null },
      });
      expect(span.responseModel ?? span.requestModel).toBe("gpt-4-0613");
    });
  }
});
