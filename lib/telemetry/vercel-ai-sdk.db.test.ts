import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { LegacyOpenTelemetry, OpenTelemetry } from "@ai-sdk/otel";
import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { embed, generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "#lib/core/db";
import { FAKE_MODEL, type FakeOpenAi, fakeUsage, startFakeOpenAi } from "./testing/fake-openai.ts";
import { mintIngest } from "./testing/ingest-key.ts";
import { startOtlpServer } from "./testing/otlp-server.ts";

/** 176 × $2.50 + 1,024 × $1.25 + 300 × $10 a million. */
const CHAT_NANO = "4720000";
/** 8 tokens of text-embedding-3-small at $0.02 a million. */
const EMBED_NANO = "160";

const integrations = {
  "the conventions (version 7)": OpenTelemetry,
  "its own names (versions 4 to 6)": LegacyOpenTelemetry,
} as const;

let fake: FakeOpenAi;
let otlp: Awaited<ReturnType<typeof startOtlpServer>>;
beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  fake = await startFakeOpenAi();
  otlp = await startOtlpServer();
});
afterAll(async () => {
  context.disable();
  await fake.close();
  await otlp.close();
});

const weather = tool({
  description: "The weather in a city",
  inputSchema: jsonSchema<{ city: string }>({ type: "object", properties: { city: { type: "string" } } }),
  execute: async () => "sunny",
});

/** The SDK as its documentation sets it up: an integration, the official exporter, a batch processor. */
async function setUp(Integration: (typeof integrations)[keyof typeof integrations]) {
  const { id, slug, key } = await mintIngest();
  const exporter = new OTLPTraceExporter({
    url: `${otlp.url}/api/otlp/v1/traces`,
    headers: { authorization: `Bearer ${key}` },
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "weather", "threshold.feature": slug }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("ai");
  const openai = createOpenAICompatible({ name: "openai", baseURL: fake.url, includeUsage: true });
  const telemetry = {
    isEnabled: true,
    functionId: "weather",
    integrations: [new Integration({ tracer })],
  };
  return {
    openai,
    telemetry,
    tracer,
    /** The calls that were stored, by start, and what all of the feature's interactions cost. */
    stored: async () => {
      await provider.forceFlush();
      await provider.shutdown();
      const calls = await pool().query(
        `SELECT d.operation, d.provider, d.request_model, d.response_model, c.attempt, c.status, c.input_tokens,
          c.output_tokens, c.cache_read_tokens, c.cost_nano, c.time_to_first_token_us, d.agent
         FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
         WHERE c.feature_id = $1 ORDER BY c.started_at`,
        [id],
      );
      const cost = await pool().query(
        "SELECT sum(cost_nano)::text AS nano, count(*)::int AS n FROM interaction WHERE feature_id = $1",
        [id],
      );
      const spans = await pool().query("SELECT count(*)::int AS n FROM span WHERE feature_id = $1", [id]);
      return { calls: calls.rows, cost: cost.rows[0], structure: spans.rows[0].n };
    },
  };
}

const chat = {
  operation: "chat",
  provider: "openai",
  request_model: "gpt-4o",
  response_model: FAKE_MODEL,
  attempt: 1,
  status: 1,
  input_tokens: fakeUsage.input,
  output_tokens: fakeUsage.output,
  cache_read_tokens: fakeUsage.cached,
  cost_nano: CHAT_NANO,
};

for (const [names, Integration] of Object.entries(integrations)) {
  describe(`the Vercel AI SDK, unmodified, by ${names}`, () => {
    test("a chat with a tool: two calls and the tool's, priced once; what repeats their usage is structure", async () => {
      const { openai, telemetry, stored } = await setUp(Integration);
      const answer = await generateText({
        model: openai("gpt-4o"),
        prompt: "The weather in Paris?",
        tools: { weather },
        stopWhen: stepCountIs(3),
        telemetry,
      });
      expect(answer.text).toBe("It is sunny.");
      const { calls, cost, structure } = await stored();
      const bySort = calls.toSorted((a, b) => a.operation.localeCompare(b.operation));
      expect(bySort).toMatchObject([chat, chat, { operation: "execute_tool", status: 1, cost_nano: null }]);
      expect(cost).toEqual({ nano: String(2 * Number(CHAT_NANO)), n: 1 });
      expect(structure).toBeGreaterThan(0);
    });

    test("a stream: its usage, and the time to its first chunk", async () => {
      const { openai, telemetry, stored } = await setUp(Integration);
      const answer = streamText({ model: openai("gpt-4o"), prompt: "The weather?", telemetry });
      expect(await answer.text).toBe("It is sunny.");
      const { calls, cost } = await stored();
      expect(calls).toMatchObject([chat]);
      expect(Number(calls[0].time_to_first_token_us)).toBeGreaterThan(0);
      expect(cost).toEqual({ nano: CHAT_NANO, n: 1 });
    });

    test("an embedding: one call, though two spans say that they embed", async () => {
      const { openai, telemetry, stored } = await setUp(Integration);
      await embed({ model: openai.embeddingModel("text-embedding-3-small"), value: "sunny", telemetry });
      const { calls, cost, structure } = await stored();
      expect(calls).toMatchObject([{ operation: "embeddings", input_tokens: 8, cost_nano: EMBED_NANO }]);
      expect([cost.nano, structure]).toEqual([EMBED_NANO, 1]);
    });

    test("a call that fails and is tried again by the application: the failure is free, the second a retry", async () => {
      const { openai, telemetry, tracer, stored } = await setUp(Integration);
      const root = tracer.startSpan("answer", {}, ROOT_CONTEXT);
      const ask = () =>
        context.with(trace.setSpan(ROOT_CONTEXT, root), () =>
          generateText({ model: openai("gpt-4o"), prompt: "The weather?", maxRetries: 0, telemetry }),
        );
      fake.failNext(1);
      await expect(ask()).rejects.toThrow("The server had an error.");
      await ask();
      root.end();
      const { calls, cost } = await stored();
      expect(calls).toMatchObject([
        {
          ...chat,
          response_model: null,
          status: 2,
          input_tokens: null,
          output_tokens: null,
          cache_read_tokens: null,
          cost_nano: "0",
        },
        { ...chat, attempt: 2 },
      ]);
      expect(cost).toEqual({ nano: CHAT_NANO, n: 1 });
    });

    test("a call that the SDK itself tries again is one span: one call, priced once", async () => {
      const { openai, telemetry, stored } = await setUp(Integration);
      fake.failNext(1);
      await generateText({ model: openai("gpt-4o"), prompt: "The weather?", maxRetries: 1, telemetry });
      const { calls, cost } = await stored();
      expect(calls).toMatchObject([chat]);
      expect(cost.nano).toBe(CHAT_NANO);
    });
  });
}
