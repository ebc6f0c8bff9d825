import { AppError } from "#lib/core/errors";
import {
  bodyList,
  id,
  integer,
  keyValues,
  list,
  record,
  resourceAttributes,
  scopeOf,
  text,
  time,
} from "./json-fields.ts";
import type { DecodedEvent, DecodedResource, DecodedSpan, Scope } from "./otlp.ts";

const statusNames: Record<string, number> = { STATUS_CODE_UNSET: 0, STATUS_CODE_OK: 1, STATUS_CODE_ERROR: 2 };

/** An enum is a number by OTLP's rule and a name by proto3's. */
function statusCode(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const code = record(value, "a status").code ?? 0;
  return typeof code === "string" && Object.hasOwn(statusNames, code)
    ? (statusNames[code] ?? 0)
    : Number(integer(code));
}

function event(value: unknown): DecodedEvent {
  const given = record(value, "an event");
  return {
    name: text(given.name),
    timeUs: time(given.timeUnixNano ?? given.time_unix_nano),
    attributes: keyValues(list(given, "attributes")),
  };
}

function span(value: unknown, scope: Scope): DecodedSpan {
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
    scope,
  };
}

function resourceSpans(value: unknown): DecodedResource {
  const given = record(value, "resourceSpans");
  const groups = list(given, "scopeSpans", "scope_spans");
  return {
    attributes: resourceAttributes(given),
    spans: groups.flatMap((item) => {
      const group = record(item, "scopeSpans");
      const scope = scopeOf(group);
      return list(group, "spans").map((found) => span(found, scope));
    }),
  };
}

/**
 * Decodes OTLP/JSON: the proto3 JSON mapping with ids in hexadecimal (OTLP 1.x, "JSON Protobuf Encoding"). Unknown
 * members are ignored, 64-bit integers may be text or numbers. Throws `invalid` for anything that is not such a message.
 */
export function decodeJson(body: Uint8Array): DecodedResource[] {
  try {
    return bodyList(body, "resourceSpans", "resource_spans").map(resourceSpans);
  } catch {
    throw new AppError("invalid", "The body is not an OTLP trace export in JSON.");
  }
}
