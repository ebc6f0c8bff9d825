import { AppError } from "#lib/core/errors";
import {
  anyValue,
  bodyList,
  id,
  keyValues,
  list,
  record,
  resourceAttributes,
  scopeOf,
  text,
  time,
} from "./json-fields.ts";
import type { DecodedLog, DecodedLogs, Scope } from "./otlp.ts";

function logRecord(value: unknown, scope: Scope): DecodedLog {
  const given = record(value, "a log record");
  return {
    traceId: id(given.traceId ?? given.trace_id),
    spanId: id(given.spanId ?? given.span_id),
    timeUs: time(given.timeUnixNano ?? given.time_unix_nano),
    observedUs: time(given.observedTimeUnixNano ?? given.observed_time_unix_nano),
    eventName: text(given.eventName ?? given.event_name),
    body: anyValue(given.body, 0),
    attributes: keyValues(list(given, "attributes")),
    scope,
  };
}

function resourceLogs(value: unknown): DecodedLogs {
  const given = record(value, "resourceLogs");
  const groups = list(given, "scopeLogs", "scope_logs");
  return {
    attributes: resourceAttributes(given),
    records: groups.flatMap((item) => {
      const group = record(item, "scopeLogs");
      const scope = scopeOf(group);
      return list(group, "logRecords", "log_records").map((found) => logRecord(found, scope));
    }),
  };
}

/** Decodes a log export in OTLP/JSON, by the rules of decodeJson. Throws `invalid` for anything that is none. */
export function decodeLogsJson(body: Uint8Array): DecodedLogs[] {
  try {
    return bodyList(body, "resourceLogs", "resource_logs").map(resourceLogs);
  } catch {
    throw new AppError("invalid", "The body is not an OTLP log export in JSON.");
  }
}
