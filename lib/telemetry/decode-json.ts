import { AppError } from "#lib/core/errors";
import {
  type Attributes,
  type AttributeValue,
  type DecodedEvent,
  type DecodedResource,
  type DecodedSpan,
  exactInteger,
  MAX_NESTING,
  microseconds,
  TOO_DEEP,
} from "./otlp.ts";

type Json = { [key: string]: unknown };

class Malformed extends Error {}

function record(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Malformed(`${what} is no object`);
  return value as Json;
}

/** proto3 JSON lets senders write null for an empty list. Old senders use the names of the .proto file. */
function list(parent: Json, name: string, oldName?: string): unknown[] {
  const value = parent[name] ?? (oldName ? parent[oldName] : undefined) ?? [];
  if (!Array.isArray(value)) throw new Malformed(`${name} is no list`);
  return value;
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw new Malformed("a text is no text");
  return value;
}

function integer(value: unknown): bigint {
  if (value === undefined || value === null || value === "") return 0n;
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (typeof value === "string" && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  throw new Malformed("a whole number is none");
}

/** OTLP writes ids in hexadecimal, unlike other bytes; anything else is left for the check of its length to refuse. */
function id(value: unknown): string {
  return text(value).toLowerCase();
}

function double(value: unknown): number | string {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    const number = Number(value);
    return Number.isFinite(number) && value.trim() !== "" ? number : value;
  }
  throw new Malformed("a number is none");
}

function anyValue(value: unknown, depth: number): AttributeValue {
  if (value === null || value === undefined) return null;
  const given = record(value, "an attribute's value");
  if (given.stringValue !== undefined) return text(given.stringValue);
  if (given.boolValue !== undefined) return given.boolValue === true || given.boolValue === "true";
  if (given.intValue !== undefined) return exactInteger(integer(given.intValue));
  if (given.doubleValue !== undefined) return double(given.doubleValue);
  if (given.bytesValue !== undefined) return text(given.bytesValue);
  const inner = given.arrayValue ?? given.kvlistValue;
  if (inner === undefined || inner === null) return null;
  if (depth >= MAX_NESTING) return TOO_DEEP;
  const values = list(record(inner, "a nested value"), "values");
  if (given.arrayValue === undefined) return Object.fromEntries(keyValues(values, depth + 1));
  return values.map((item) => anyValue(item, depth + 1));
}

function keyValues(values: unknown[], depth = 0): Attributes {
  const all: Attributes = new Map();
  for (const item of values) {
    const pair = record(item, "an attribute");
    const key = text(pair.key);
    const value = anyValue(pair.value, depth);
    if (key !== "" && value !== null) all.set(key, value);
  }
  return all;
}

function time(value: unknown): number {
  const nanos = integer(value);
  return nanos < 0n ? 0 : microseconds(nanos);
}

const statusNames: Record<string, number> = { STATUS_CODE_UNSET: 0, STATUS_CODE_OK: 1, STATUS_CODE_ERROR: 2 };

/** An enum is a number by OTLP's rule and a name by proto3's. */
function statusCode(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const code = record(value, "a status").code ?? 0;
  return typeof code === "string" && code in statusNames ? (statusNames[code] ?? 0) : Number(integer(code));
}

function event(value: unknown): DecodedEvent {
  const given = record(value, "an event");
  return {
    name: text(given.name),
    timeUs: time(given.timeUnixNano ?? given.time_unix_nano),
    attributes: keyValues(list(given, "attributes")),
  };
}

function span(value: unknown): DecodedSpan {
  const given = record(value, "a span");
  return {
    traceId: id(given.traceId ?? given.trace_id),
    spanId: id(given.spanId ?? given.span_id),
    parentSpanId: id(given.parentSpanId ?? given.parent_span_id) || null,
    name: text(given.name),
    startUs: time(given.startTimeUnixNano ?? given.start_time_unix_nano),
    endUs: time(given.endTimeUnixNano ?? given.end_time_unix_nano),
    statusCode: statusCode(given.status),
    attributes: keyValues(list(given, "attributes")),
    events: list(given, "events").map(event),
  };
}

function resourceSpans(value: unknown): DecodedResource {
  const given = record(value, "resourceSpans");
  const resource =
    given.resource === undefined || given.resource === null ? {} : record(given.resource, "resource");
  const scopes = list(given, "scopeSpans", "scope_spans");
  return {
    attributes: keyValues(list(resource, "attributes")),
    spans: scopes.flatMap((scope) => list(record(scope, "scopeSpans"), "spans").map(span)),
  };
}

/**
 * Decodes OTLP/JSON: the proto3 JSON mapping with ids in hexadecimal (OTLP 1.x, "JSON Protobuf Encoding"). Unknown
 * members are ignored, 64-bit integers may be text or numbers. Throws `invalid` for anything that is not such a message.
 */
export function decodeJson(body: Uint8Array): DecodedResource[] {
  try {
    const root = record(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)), "the body");
    return list(root, "resourceSpans", "resource_spans").map(resourceSpans);
  } catch {
    throw new AppError("invalid", "The body is not an OTLP trace export in JSON.");
  }
}
