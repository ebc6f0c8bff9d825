import { randomBytes } from "node:crypto";
import type { Attributes, AttributeValue, DecodedResource, DecodedSpan } from "#lib/telemetry/otlp/otlp";

type Values = { [name: string]: AttributeValue };

/** A small generator of its own, so that a benchmark sends the same work each time. Returns numbers from 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** From a log-normal distribution with this median and 95th percentile. */
function logNormal(random: () => number, median: number, p95: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(1, Math.round(median * Math.exp((normal * Math.log(p95 / median)) / 1.645)));
}

const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;
const release = "5f1d7c3a9be2".padEnd(64, "0");

type Given = Omit<Partial<DecodedSpan>, "attributes"> & {
  startUs: number;
  durationUs: number;
  attributes: Values;
};

function span(over: Given): DecodedSpan {
  const { durationUs, attributes, ...rest } = over;
  return {
    traceId: "",
    spanId: randomBytes(8).toString("hex"),
    parentSpanId: null,
    name: "",
    endUs: over.startUs + durationUs,
    statusCode: 0,
    events: [],
    scope: { name: "opentelemetry.instrumentation.openai", version: "0.48.1" },
    ...rest,
    attributes: new Map(Object.entries(attributes)),
  };
}

/** What instrumentations send beside what is counted. */
const usual = (random: () => number): Values => ({
  "server.address": "api.openai.com",
  "server.port": 443,
  "gen_ai.response.id": `chatcmpl-${Math.floor(random() * 1e15).toString(36)}`,
  "gen_ai.request.temperature": 0.2,
  "gen_ai.request.max_tokens": 1024,
  "thread.name": "worker-7",
});

/**
 * One interaction as an agent sends it: a root, one to five chats (a tenth of them fails and is tried again), now and
 * then an embedding and a tool. Three calls on average. Token counts have the quantiles of the conversation trace in
 * Patel et al., ISCA 2024 (input 1020 and 4083, output 129 and 451 at the median and the 95th percentile).
 */
function interaction(random: () => number, startUs: number): DecodedSpan[] {
  const traceId = randomBytes(16).toString("hex");
  const root = span({
    traceId,
    startUs,
    durationUs: 0,
    name: "invoke_agent support",
    attributes: {
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.agent.name": "support",
      "http.route": "/ask",
    },
  });
  let at = startUs + 3000;
  const spans = [root];
  const add = (name: string, durationUs: number, attributes: Values, failed = false) => {
    const parent = { traceId, parentSpanId: root.spanId, name, startUs: at, durationUs };
    spans.push(
      span({ ...parent, statusCode: failed ? 2 : 0, attributes: { ...usual(random), ...attributes } }),
    );
    at += durationUs + 2000;
  };
  if (random() < 0.4) {
    add("embeddings text-embedding-3-small", logNormal(random, 40_000, 150_000), {
      "gen_ai.operation.name": "embeddings",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "text-embedding-3-small",
      "gen_ai.usage.input_tokens": logNormal(random, 40, 200),
    });
  }
  const turns = 1 + Math.floor(random() ** 2 * 4);
  for (let turn = 0; turn < turns; turn += 1) {
    const model = random() < 0.8 ? "gpt-4o" : "gpt-4o-mini";
    const chat = (failed: boolean) => {
      const input = logNormal(random, 1020, 4083);
      const usage: Values = failed
        ? { "error.type": "429" }
        : {
            "gen_ai.response.model": `${model}-2024-08-06`,
            "gen_ai.response.finish_reasons": ["stop"],
            "gen_ai.usage.input_tokens": input,
            "gen_ai.usage.cache_read.input_tokens": random() < 0.3 ? Math.floor(input / 2) : 0,
            "gen_ai.usage.output_tokens": logNormal(random, 129, 451),
            "gen_ai.response.time_to_first_chunk": logNormal(random, 300, 900) / 1000,
          };
      const duration = failed ? logNormal(random, 120_000, 400_000) : logNormal(random, 1_500_000, 6_000_000);
      const asked = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": model,
      };
      add(`chat ${model}`, duration, { ...asked, ...usage }, failed);
    };
    if (random() < 0.1) chat(true);
    chat(false);
    if (turn + 1 < turns) {
      add("execute_tool search", logNormal(random, 80_000, 400_000), {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "search",
        "gen_ai.tool.call.id": `call_${Math.floor(random() * 1e12).toString(36)}`,
      });
    }
  }
  root.endUs = at;
  return spans;
}

/** An export of `count` spans of whole interactions (the last may lack its end) that began within the last minute. */
export function realisticExport(feature: string, count: number, random: () => number): DecodedResource {
  const spans: DecodedSpan[] = [];
  while (spans.length < count) {
    spans.push(...interaction(random, Date.now() * 1000 - MINUTE_US - Math.floor(random() * MINUTE_US)));
  }
  const attributes: Attributes = new Map<string, AttributeValue>([
    ["service.name", "support-assistant"],
    ["service.version", "2026.11.3"],
    ["telemetry.sdk.language", "python"],
    ["telemetry.sdk.name", "opentelemetry"],
    ["telemetry.sdk.version", "1.38.0"],
    ["deployment.environment.name", "production"],
    ["threshold.feature", feature],
    ["threshold.release", release],
  ]);
  return { attributes, spans: spans.slice(0, count) };
}
