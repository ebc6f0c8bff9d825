import { AppError } from "#lib/core/errors";
import { type DecodedLog, type DecodedLogs, microseconds, type Scope } from "./otlp.ts";
import {
  anyValue,
  BYTES,
  FIXED64,
  fields,
  fixed64,
  hex,
  keyValue,
  lengthEnd,
  type Reader,
  repeatedFirst,
  resourceAttributes,
  scopeInto,
} from "./protobuf-fields.ts";

function logRecord(reader: Reader, scope: Scope): DecodedLog {
  const decoded: DecodedLog = {
    traceId: "",
    spanId: "",
    timeUs: 0,
    observedUs: 0,
    eventName: "",
    body: null,
    attributes: new Map(),
    scope,
  };
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (wire === FIXED64) {
      if (field === 1) decoded.timeUs = microseconds(fixed64(reader));
      else if (field === 11) decoded.observedUs = microseconds(fixed64(reader));
      else return false;
      return true;
    }
    if (wire !== BYTES) return false;
    if (field === 5) decoded.body = anyValue(reader, lengthEnd(reader), 0);
    else if (field === 6) keyValue(reader, decoded.attributes);
    else if (field === 9) decoded.traceId = hex(reader);
    else if (field === 10) decoded.spanId = hex(reader);
    else if (field === 12) decoded.eventName = reader.string();
    else return false;
    return true;
  });
  return decoded;
}

function resourceLogs(reader: Reader): DecodedLogs {
  const decoded: DecodedLogs = { attributes: new Map(), records: [] };
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (wire !== BYTES) return false;
    if (field === 1) resourceAttributes(reader, decoded.attributes);
    else if (field === 2) {
      const scope: Scope = { name: "", version: "" };
      fields(reader, lengthEnd(reader), (inner, innerWire) => {
        if (innerWire !== BYTES) return false;
        if (inner === 1) scopeInto(reader, scope);
        else if (inner === 2) decoded.records.push(logRecord(reader, scope));
        else return false;
        return true;
      });
    } else return false;
    return true;
  });
  return decoded;
}

/**
 * Decodes an ExportLogsServiceRequest. Field numbers are those of opentelemetry-proto 1.x, logs/v1/logs.proto; what
 * Threshold has no use for (severity, flags) is skipped. Throws `invalid` for anything that is not such a message.
 */
export function decodeLogsProtobuf(body: Uint8Array): DecodedLogs[] {
  try {
    return repeatedFirst(body, resourceLogs);
  } catch {
    throw new AppError("invalid", "The body is not an OTLP log export in protobuf.");
  }
}
