import { AppError } from "#lib/core/errors";
import {
  type DecodedEvent,
  type DecodedResource,
  type DecodedSpan,
  microseconds,
  type Scope,
} from "./otlp.ts";
import {
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
  VARINT,
  varint,
} from "./protobuf-fields.ts";

function event(reader: Reader): DecodedEvent {
  const decoded: DecodedEvent = { name: "", timeUs: 0, attributes: new Map() };
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (field === 1 && wire === FIXED64) decoded.timeUs = microseconds(fixed64(reader));
    else if (field === 2 && wire === BYTES) decoded.name = reader.string();
    else if (field === 3 && wire === BYTES) keyValue(reader, decoded.attributes);
    else return false;
    return true;
  });
  return decoded;
}

function statusCode(reader: Reader): number {
  let code = 0;
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (field !== 3 || wire !== VARINT) return false;
    code = Number(varint(reader));
    return true;
  });
  return code;
}

function span(reader: Reader, scope: Scope): DecodedSpan {
  const decoded: DecodedSpan = {
    traceId: "",
    spanId: "",
    parentSpanId: null,
    name: "",
    startUs: 0,
    endUs: 0,
    statusCode: 0,
    attributes: new Map(),
    events: [],
    scope,
  };
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (wire === FIXED64) {
      if (field === 7) decoded.startUs = microseconds(fixed64(reader));
      else if (field === 8) decoded.endUs = microseconds(fixed64(reader));
      else return false;
      return true;
    }
    if (wire !== BYTES) return false;
    if (field === 1) decoded.traceId = hex(reader);
    else if (field === 2) decoded.spanId = hex(reader);
    else if (field === 4) decoded.parentSpanId = hex(reader) || null;
    else if (field === 5) decoded.name = reader.string();
    else if (field === 9) keyValue(reader, decoded.attributes);
    else if (field === 11) decoded.events.push(event(reader));
    else if (field === 15) decoded.statusCode = statusCode(reader);
    else return false;
    return true;
  });
  return decoded;
}

function resourceSpans(reader: Reader): DecodedResource {
  const decoded: DecodedResource = { attributes: new Map(), spans: [] };
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (wire !== BYTES) return false;
    if (field === 1) resourceAttributes(reader, decoded.attributes);
    else if (field === 2) {
      const scope: Scope = { name: "", version: "" };
      fields(reader, lengthEnd(reader), (inner, innerWire) => {
        if (innerWire !== BYTES) return false;
        if (inner === 1) scopeInto(reader, scope);
        else if (inner === 2) decoded.spans.push(span(reader, scope));
        else return false;
        return true;
      });
    } else return false;
    return true;
  });
  return decoded;
}

/**
 * Decodes an ExportTraceServiceRequest. Field numbers are those of opentelemetry-proto 1.x, trace/v1/trace.proto;
 * fields that Threshold has no use for are skipped. Throws `invalid` for anything that is not such a message.
 */
export function decodeProtobuf(body: Uint8Array): DecodedResource[] {
  try {
    return repeatedFirst(body, resourceSpans);
  } catch {
    throw new AppError("invalid", "The body is not an OTLP trace export in protobuf.");
  }
}
