import { attemptCodes, type NormalSpan, outcomeCodes, PLAIN_SPAN, type Usage } from "#lib/telemetry/domain";
import type { Attributes, AttributeValue, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { asMap, asNano, asText, first, storable, valueUnder } from "./coerce.ts";
import { batchNames, costDetailsNames, errorLevelNames } from "./dialect-evidence.ts";
import { billableOperations, callOperations, operationAliases, providerAliases } from "./dialect-values.ts";
import { operationNames } from "./dialects.ts";
import { firstTokenUs } from "./first-token.ts";
import { beganUs, logfireUnanswered, opensStream } from "./logfire-stream.ts";
import { hasUsage, usageOf } from "./usage.ts";

export type Refused = { reason: string };

const EARLIEST_US = Date.UTC(2015, 0, 1) * 1000;
const DAY_US = 86_400_000_000;
const zeros = /^0+$/;
/** Structure: the call is what closes the stream. */
const OPEN_STREAM = "open_stream";

/**
 * Brings one span to the canonical fields, or says why it cannot be taken. `nowUs` is the server's clock in
 * microseconds since 1970: spans from more than a day ahead of it are refused.
 */
export function normalise(span: DecodedSpan, resource: Attributes, nowUs: number): NormalSpan | Refused {
  const refused = refuse(span, nowUs);
  if (refused) return { reason: refused };
  const { attributes } = span;
  const usage = usageOf(attributes);
  if ("reason" in usage) return usage;
  const stated = operationOf(attributes, usage);
  const operation = opensStream(span) && !hasUsage(usage) ? OPEN_STREAM : stated.operation;
  const requestModel = first("requestModel", asText, attributes);
  const tool = operation === "execute_tool" ? first("tool", asText, attributes) : null;
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId === null || zeros.test(span.parentSpanId) ? null : span.parentSpanId,
    name: spanName(tool ?? span.name),
    startUs: beganUs(span),
    endUs: span.endUs,
    operation,
    operationStated: stated.stated,
    isCall: callOperations.has(operation),
    billable: billableOperations.has(operation),
    provider: providerOf(first("provider", asText, attributes)),
    requestModel,
    responseModel: responseModelOf(span, requestModel),
    agent: first("agent", asText, attributes),
    promptName: first("promptName", asText, attributes),
    promptVersion: first("promptVersion", asText, attributes),
    serviceName: first("serviceName", asText, resource, attributes),
    environment: first("environment", (value) => asText(value, 64), attributes, resource) ?? "production",
    featureSlug: first("feature", asText, attributes, resource),
    release: first("release", asRelease, attributes, resource),
    attempt: first("attempt", keyOf(attemptCodes), attributes),
    outcome: first("outcome", keyOf(outcomeCodes), attributes),
    status: isError(span) ? "error" : "ok",
    errorType: errorTypeOf(span),
    serviceTier: first("serviceTier", asTier, attributes) ?? batchTier(attributes),
    usage,
    costGivenNano: first("costUsd", asNano, attributes) ?? summedCost(attributes),
    timeToFirstTokenUs: firstTokenUs(span),
  };
}

function refuse(span: DecodedSpan, nowUs: number): string | null {
  if (!/^[0-9a-f]{32}$/.test(span.traceId) || zeros.test(span.traceId))
    return "trace id missing or not 16 bytes";
  if (!/^[0-9a-f]{16}$/.test(span.spanId) || zeros.test(span.spanId)) return "span id missing or not 8 bytes";
  if (span.parentSpanId !== null && !/^[0-9a-f]{16}$/.test(span.parentSpanId))
    return "parent span id not 8 bytes";
  if (span.startUs === 0 || span.endUs === 0) return "start or end time missing";
  if (span.startUs < EARLIEST_US) return "start time before 2015";
  if (span.startUs > nowUs + DAY_US || span.endUs > nowUs + DAY_US) return "time more than a day ahead";
  if (span.endUs < span.startUs) return "end time before start time";
  return null;
}

/** Ids in names would make every span a dimension of its own. */
function spanName(name: string): string {
  const text = storable(name.trim(), 120).replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{16,}\b|\d{9,}/gi,
    "*",
  );
  return text === "" ? "unnamed" : text;
}

/** The first attribute whose value some dialect knows; else a model with token counts is taken for a chat. */
function operationOf(attributes: Attributes, usage: Usage): { operation: string; stated: boolean } {
  for (const name of operationNames) {
    const value = asText(valueUnder(attributes, name))?.toLowerCase();
    const known = value === undefined ? undefined : operationAliases[value];
    if (known !== undefined && Object.hasOwn(operationAliases, value ?? ""))
      return { operation: known, stated: true };
  }
  const model = first("requestModel", asText, attributes) ?? first("responseModel", asText, attributes);
  if (model !== null && hasUsage(usage)) return { operation: "chat", stated: false };
  const stated = asText(attributes.get("gen_ai.operation.name"), 60);
  return stated === null ? { operation: PLAIN_SPAN, stated: false } : { operation: stated, stated: true };
}

/** The model that answered. Logfire copies the request's until there is an answer, which proves nothing. */
function responseModelOf(span: DecodedSpan, requestModel: string | null): string | null {
  const named = first("responseModel", asText, span.attributes);
  if (named !== null) return named === requestModel && logfireUnanswered(span) ? null : named;
  return answeredModel(span.attributes, requestModel);
}

/**
 * OpenInference overwrites llm.model_name with the model that answered and keeps what was asked for in the parameters.
 * Only where the two differ has a provider answered for certain.
 */
function answeredModel(attributes: Attributes, requestModel: string | null): string | null {
  if (asMap(attributes.get("llm.invocation_parameters"))?.model === undefined) return null;
  const named = asText(attributes.get("llm.model_name"));
  return named === requestModel ? null : named;
}

function providerOf(given: string | null): string | null {
  if (given === null) return null;
  const name = given.toLowerCase();
  for (const [alias, provider] of providerAliases) {
    if (alias.endsWith("*") ? name.startsWith(alias.slice(0, -1)) : name === alias) return provider;
  }
  return name;
}

/** A release digest or a prefix of 12 or more of its hexadecimal digits. */
function asRelease(value: AttributeValue | undefined): string | null {
  const text = asText(value)?.toLowerCase();
  return text !== undefined && /^[0-9a-f]{12,64}$/.test(text) ? text : null;
}

/** "auto" leaves the choice to the provider and so names no tier. */
function asTier(value: AttributeValue | undefined): string | null {
  const tier = asText(value, 40)?.toLowerCase() ?? null;
  return tier === "auto" ? null : tier;
}

/** A call that belongs to a batch of the provider's batch interface, where nothing says more of its tier. */
function batchTier(attributes: Attributes): string | null {
  const batch = batchNames.map((name) => asText(attributes.get(name))?.toLowerCase());
  return batch.some((value) => value !== undefined && value !== "false") ? "batch" : null;
}

/** Langfuse's cost without a total: the sum of its parts. */
function summedCost(attributes: Attributes): bigint | null {
  for (const name of costDetailsNames) {
    const parts = Object.values(asMap(attributes.get(name)) ?? {}).map(asNano);
    if (parts.length > 0 && parts.every((part) => part !== null))
      return parts.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n);
  }
  return null;
}

function keyOf<T extends object>(codes: T): (value: AttributeValue | undefined) => (keyof T & string) | null {
  return (value) => {
    const text = asText(value)?.toLowerCase();
    return text !== undefined && Object.hasOwn(codes, text) ? (text as keyof T & string) : null;
  };
}

function errorTypeOf(span: DecodedSpan): string | null {
  const stated = first("errorType", asText, span.attributes);
  if (stated !== null) return stated;
  const exception = span.events.find((event) => event.name === "exception");
  return exception && span.statusCode === 2 ? first("errorType", asText, exception.attributes) : null;
}

/** Failed when the status says so, or when an error type or level is set and the status was left unset. */
function isError(span: DecodedSpan): boolean {
  if (span.statusCode !== 0) return span.statusCode === 2;
  const levels = errorLevelNames.map((name) => asText(span.attributes.get(name))?.toUpperCase());
  return asText(span.attributes.get("error.type")) !== null || levels.includes("ERROR");
}
