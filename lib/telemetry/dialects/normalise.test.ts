import { describe, expect, test } from "vitest";
import type { AttributeValue, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { nowUs, taken } from "#lib/telemetry/testing/normalised";
import { bareSpan, chatSpan, START_US } from "#lib/telemetry/testing/spans";
import { normalise } from "./normalise.ts";

const of = (attributes: { [name: string]: AttributeValue }) => taken(bareSpan(attributes));

describe("usage", () => {
  const chat = (attributes: { [name: string]: AttributeValue }) =>
    of({ "gen_ai.operation.name": "chat", ...attributes }).usage;

  test("trap: cached tokens are parts of the input, not added to it", () => {
    const usage = chat({ "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.cache_read.input_tokens": 800 });
    expect(usage).toMatchObject({ input: 1000, cacheRead: 800 });
  });

  test("trap: Anthropic's raw usage leaves the cached tokens out: parts that exceed the whole are added once", () => {
    const usage = chat({
      "gen_ai.system": "anthropic",
      "gen_ai.usage.input_tokens": 3,
      "gen_ai.usage.cache_read_input_tokens": 9511,
      "gen_ai.usage.cache_creation_input_tokens": 1956,
    });
    expect(usage).toMatchObject({ input: 11_470, cacheRead: 9511, cacheWrite: 1956 });
  });

  test("thoughts that exceed the output were left out of it", () => {
    expect(chat({ "gen_ai.usage.output_tokens": 10, "gen_ai.usage.reasoning_tokens": 300 })).toMatchObject({
      output: 310,
    });
    expect(chat({ "gen_ai.usage.output_tokens": 310, "gen_ai.usage.reasoning_tokens": 300 })).toMatchObject({
      output: 310,
    });
  });

  test("Langfuse counts in buckets beside each other, unless its total says otherwise", () => {
    const details = (counts: object) =>
      chat({ "langfuse.observation.usage_details": JSON.stringify(counts) });
    expect(
      details({ input: 200, input_cached_tokens: 800, output: 50, output_reasoning_tokens: 20 }),
    ).toEqual({
      input: 1000,
      output: 70,
      cacheRead: 800,
      cacheWrite: null,
      reasoning: 20,
    });
    expect(details({ input: 1000, input_cached_tokens: 800, output: 50, total: 1050 })).toMatchObject({
      input: 1000,
      output: 50,
    });
  });

  test("Langfuse's counts under keys of another scheme hide no counts of another dialect", () => {
    const details = { "langfuse.observation.usage_details": '{"prompt_tokens": 7}' };
    const counted = { "gen_ai.usage.input_tokens": 7, "gen_ai.usage.output_tokens": 3 };
    expect(chat({ ...details, ...counted })).toMatchObject({ input: 7, output: 3 });
    expect(chat({ "langfuse.observation.usage_details": "{}", ...counted })).toMatchObject({ output: 3 });
  });

  test("counts that cannot be are reasons to refuse the span", () => {
    const reason = (value: AttributeValue) =>
      normalise(
        bareSpan({ "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": value }),
        new Map(),
        nowUs,
      );
    expect(reason(-1)).toEqual({ reason: "negative token count" });
    expect(reason("-1")).toEqual({ reason: "negative token count" });
    expect(reason(1_000_000_001)).toEqual({ reason: "token count above 1,000,000,000" });
    expect(reason("9007199254740993000")).toEqual({ reason: "token count above 1,000,000,000" });
    expect(reason(1.5)).toEqual({ reason: "token count that is no whole number" });
    expect(reason("many")).toMatchObject({ usage: { input: null } });
  });
});

describe("precedence and aliases", () => {
  test("the first present name wins, a blank one is not present", () => {
    expect(of({ "gen_ai.request.model": " ", "llm.model_name": "b", "ai.model.id": "c" }).requestModel).toBe(
      "b",
    );
    expect(of({ "gen_ai.usage.input_tokens": 1, "gen_ai.usage.prompt_tokens": 2 }).usage.input).toBe(1);
  });

  test("trap: gen_ai.prompt is old content, not a prefix of the prompt's name", () => {
    const span = of({
      "gen_ai.prompt": "Say hello",
      "gen_ai.prompt.name": "greeting",
      "gen_ai.prompt.version": "3",
    });
    expect(span).toMatchObject({ promptName: "greeting", promptVersion: "3" });
    expect(of({ "gen_ai.prompt": "Say hello" }).promptName).toBeNull();
  });

  const providers: Record<string, string> = {
    vertex_ai: "gcp.vertex_ai",
    "gcp.vertex_ai": "gcp.vertex_ai",
    gemini: "gcp.gemini",
    "gcp.gemini": "gcp.gemini",
    "az.ai.openai": "azure.ai.openai",
    "az.ai.inference": "azure.ai.inference",
    "azure.ai.openai": "azure.ai.openai",
    "azure.ai.inference": "azure.ai.inference",
    xai: "x_ai",
    x_ai: "x_ai",
    bedrock: "aws.bedrock",
    "aws.bedrock": "aws.bedrock",
    OpenAI: "openai",
    "openai.responses": "openai",
    "anthropic.messages": "anthropic",
    "google.generative-ai": "gcp.gemini",
    "google.vertex.chat": "gcp.vertex_ai",
    "amazon-bedrock": "aws.bedrock",
    "my-gateway": "my-gateway",
  };
  for (const [alias, provider] of Object.entries(providers)) {
    test(`${alias} is ${provider}`, () => expect(of({ "gen_ai.system": alias }).provider).toBe(provider));
  }

  test("what the span says goes before its resource", () => {
    const resource = {
      "threshold.feature": "a",
      "deployment.environment": "old",
      "threshold.release": "0".repeat(64),
    };
    expect(taken(bareSpan({}), resource)).toMatchObject({
      featureSlug: "a",
      environment: "old",
      release: "0".repeat(64),
    });
    const span = bareSpan({
      "threshold.feature": "b",
      "deployment.environment.name": "new",
      "threshold.release": "ABCDEF012345",
    });
    expect(taken(span, resource)).toMatchObject({
      featureSlug: "b",
      environment: "new",
      release: "abcdef012345",
    });
    expect(taken(bareSpan({}))).toMatchObject({
      featureSlug: null,
      environment: "production",
      release: null,
    });
  });

  test("a release is 12 or more hexadecimal digits, an attempt and an outcome one of the known words", () => {
    for (const release of ["abc", "0123456789ag", "v1.2.3", "0".repeat(65)]) {
      expect(of({ "threshold.release": release }).release).toBeNull();
    }
    expect(of({ "threshold.attempt": "retry", "threshold.outcome": "Refused" })).toMatchObject({
      attempt: "retry",
      outcome: "refused",
    });
    expect(of({ "threshold.attempt": "constructor", "threshold.outcome": "great" })).toMatchObject({
      attempt: null,
      outcome: null,
    });
  });
});

describe("service tier", () => {
  const tier = (attributes: { [name: string]: AttributeValue }) => of(attributes).serviceTier;

  test("what was used goes before what was asked for; auto names none", () => {
    expect(tier({ "openai.request.service_tier": "auto" })).toBeNull();
    expect(tier({ "openai.request.service_tier": "flex", "openai.response.service_tier": "default" })).toBe(
      "default",
    );
    expect(tier({ "gen_ai.openai.request.service_tier": "Priority" })).toBe("priority");
    expect(tier({ "llm.invocation_parameters": '{"service_tier":"flex"}' })).toBe("flex");
    expect(tier({})).toBeNull();
  });
});

describe("times, ids and status", () => {
  const refused: [why: string, over: Partial<Omit<DecodedSpan, "attributes">>, reason: string][] = [
    ["a zero trace id", { traceId: "0".repeat(32) }, "trace id missing or not 16 bytes"],
    ["a short trace id", { traceId: "ab" }, "trace id missing or not 16 bytes"],
    ["a zero span id", { spanId: "0".repeat(16) }, "span id missing or not 8 bytes"],
    ["a parent that is none", { parentSpanId: "xyz" }, "parent span id not 8 bytes"],
    ["no start", { startUs: 0 }, "start or end time missing"],
    ["no end", { endUs: 0 }, "start or end time missing"],
    [
      "milliseconds in place of nanoseconds",
      { startUs: 1_790_000_000, endUs: 1_790_000_001 },
      "start time before 2015",
    ],
    ["a time two days ahead", { startUs: nowUs + 2 * 86_400_000_000 }, "time more than a day ahead"],
    ["an end before its start", { endUs: START_US - 1 }, "end time before start time"],
  ];
  for (const [why, over, reason] of refused) {
    test(`${why} is refused`, () => expect(normalise(chatSpan(over), new Map(), nowUs)).toEqual({ reason }));
  }

  test("a zero parent is no parent", () =>
    expect(taken(chatSpan({ parentSpanId: "0".repeat(16) })).parentSpanId).toBeNull());

  test("failed by status, or by an error type where the status was left unset", () => {
    expect(taken(chatSpan({ statusCode: 2 })).status).toBe("error");
    expect(taken(chatSpan({ attributes: { "error.type": "timeout" } })).status).toBe("error");
    expect(taken(chatSpan({ statusCode: 1, attributes: { "error.type": "timeout" } })).status).toBe("ok");
    expect(taken(chatSpan()).status).toBe("ok");
  });

  test("ids in names do not make every span a dimension of its own; model names stay", () => {
    expect(taken(chatSpan({ name: "GET /orders/123456789012" })).name).toBe("GET /orders/*");
    expect(taken(chatSpan({ name: "run 5b8efff7-9803-8103-d269-b633813fc60c" })).name).toBe("run *");
    expect(taken(chatSpan({ name: "chat claude-sonnet-4-20250514" })).name).toBe(
      "chat claude-sonnet-4-20250514",
    );
    expect(taken(chatSpan({ name: "" })).name).toBe("unnamed");
  });

  test("text that Postgres cannot hold is mended", () => {
    const span = taken(chatSpan({ name: "a\0b", attributes: { "gen_ai.request.model": "m\ud800" } }));
    expect(span).toMatchObject({ name: "a\uFFFDb", requestModel: "m\uFFFD" });
  });
});

test("OpenInference: what was asked for is in the parameters, what answered overwrites the model's name", () => {
  const llm = { "openinference.span.kind": "LLM", "llm.system": "openai" };
  const parameters = { "llm.invocation_parameters": '{"model": "gpt-4o"}' };
  const models = (attributes: { [name: string]: AttributeValue }) => {
    const { requestModel, responseModel } = taken(bareSpan({ ...llm, ...attributes }));
    return [requestModel, responseModel];
  };
  expect(models({ ...parameters, "llm.model_name": "gpt-4o-2024-08-06" })).toEqual([
    "gpt-4o",
    "gpt-4o-2024-08-06",
  ]);
  expect(models(parameters)).toEqual(["gpt-4o", null]);
  expect(models({ ...parameters, "llm.model_name": "gpt-4o" })).toEqual(["gpt-4o", null]);
  expect(models({ "llm.model_name": "gpt-4o" })).toEqual(["gpt-4o", null]);
});
