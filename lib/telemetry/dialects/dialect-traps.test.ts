import { describe, expect, test } from "vitest";
import type { AttributeValue } from "#lib/telemetry/otlp/otlp";
import { taken } from "#lib/telemetry/testing/normalised";
import { bareSpan, START_US } from "#lib/telemetry/testing/spans";

type Values = { [name: string]: AttributeValue };

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
