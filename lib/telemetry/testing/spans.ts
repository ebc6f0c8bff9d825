import { randomBytes } from "node:crypto";
import type { Attributes, AttributeValue, DecodedResource, DecodedSpan } from "#lib/telemetry/otlp/otlp";

type Values = { [name: string]: AttributeValue };

function attributesOf(values: Values): Attributes {
  return new Map(Object.entries(values));
}

export const START_US = Date.UTC(2026, 10, 20, 12) * 1000;

/** A chat call of one second with ids of its own; anything may be said otherwise. */
export function chatSpan(
  over: Partial<Omit<DecodedSpan, "attributes">> & { attributes?: Values } = {},
): DecodedSpan {
  const { attributes, ...rest } = over;
  const startUs = rest.startUs ?? START_US;
  return {
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    parentSpanId: null,
    name: "chat gpt-4o",
    startUs,
    endUs: startUs + 1_000_000,
    statusCode: 0,
    events: [],
    scope: { name: "scope", version: "1.2.3" },
    ...rest,
    attributes: attributesOf({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.usage.input_tokens": 1000,
      "gen_ai.usage.output_tokens": 100,
      ...attributes,
    }),
  };
}

/** A span with these attributes and nothing else. */
export function bareSpan(
  attributes: Values,
  over: Partial<Omit<DecodedSpan, "attributes">> = {},
): DecodedSpan {
  return { ...chatSpan(over), name: over.name ?? "span", attributes: attributesOf(attributes) };
}

export function resourceOf(spans: DecodedSpan[], attributes: Values = {}): DecodedResource {
  return { attributes: attributesOf(attributes), spans };
}
