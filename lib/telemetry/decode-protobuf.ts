import protobuf from "protobufjs/minimal.js";
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

type Reader = protobuf.Reader;

/** Wire types; https://protobuf.dev/programming-guides/encoding */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

class Malformed extends Error {}

/** Walks the fields of one message that ends at `end`; what `visit` does not take is skipped. */
function fields(reader: Reader, end: number, visit: (field: number, wire: number) => boolean): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = tag >>> 3;
    const wire = tag & 7;
    if (field === 0) throw new Malformed("field 0");
    if (!visit(field, wire)) skip(reader, wire, 0);
  }
  if (reader.pos !== end) throw new Malformed("a field reaches beyond its message");
}

function skip(reader: Reader, wire: number, depth: number): void {
  if (wire === VARINT) varint(reader);
  else if (wire === FIXED64) reader.skip(8);
  else if (wire === BYTES) reader.skip(reader.uint32());
  else if (wire === 5) reader.skip(4);
  else if (wire === 3 && depth < MAX_NESTING) skipGroup(reader, depth + 1);
  else throw new Malformed(`wire type ${wire}`);
}

function skipGroup(reader: Reader, depth: number): void {
  for (;;) {
    const wire = reader.uint32() & 7;
    if (wire === 4) return;
    skip(reader, wire, depth);
  }
}

function lengthEnd(reader: Reader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new Malformed("a length reaches beyond the body");
  return end;
}

function varint(reader: Reader): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.buf[reader.pos];
    if (byte === undefined || reader.pos >= reader.len) throw new Malformed("a number is cut off");
    reader.pos += 1;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asIntN(64, value);
  }
  throw new Malformed("a number is too long");
}

function fixed64(reader: Reader): bigint {
  const low = reader.fixed32();
  const high = reader.fixed32();
  return (BigInt(high) << 32n) | BigInt(low);
}

function hex(reader: Reader): string {
  return Buffer.from(reader.bytes()).toString("hex");
}

function anyValue(reader: Reader, end: number, depth: number): AttributeValue {
  let value: AttributeValue = null;
  fields(reader, end, (field, wire) => {
    if (field === 1 && wire === BYTES) value = reader.string();
    else if (field === 2 && wire === VARINT) value = varint(reader) !== 0n;
    else if (field === 3 && wire === VARINT) value = exactInteger(varint(reader));
    else if (field === 4 && wire === FIXED64) value = finite(reader.double());
    else if ((field === 5 || field === 6) && wire === BYTES) value = nested(reader, field, depth);
    else if (field === 7 && wire === BYTES) value = Buffer.from(reader.bytes()).toString("base64");
    else return false;
    return true;
  });
  return value;
}

/** JSON has no NaN and no infinities; the proto3 JSON mapping writes them as text. */
function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function nested(reader: Reader, field: number, depth: number): AttributeValue {
  const end = lengthEnd(reader);
  if (depth >= MAX_NESTING) {
    reader.pos = end;
    return TOO_DEEP;
  }
  if (field === 6) return Object.fromEntries(keyValues(reader, end, depth + 1));
  const items: AttributeValue[] = [];
  fields(reader, end, (item, wire) => {
    if (item !== 1 || wire !== BYTES) return false;
    items.push(anyValue(reader, lengthEnd(reader), depth + 1));
    return true;
  });
  return items;
}

function keyValues(reader: Reader, end: number, depth: number): Attributes {
  const all: Attributes = new Map();
  fields(reader, end, (field, wire) => {
    if (field !== 1 || wire !== BYTES) return false;
    keyValue(reader, all, depth);
    return true;
  });
  return all;
}

function keyValue(reader: Reader, into: Attributes, depth = 0): void {
  let key = "";
  let value: AttributeValue = null;
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (wire !== BYTES) return false;
    if (field === 1) key = reader.string();
    else if (field === 2) value = anyValue(reader, lengthEnd(reader), depth);
    else return false;
    return true;
  });
  if (key !== "" && value !== null) into.set(key, value);
}

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

function span(reader: Reader): DecodedSpan {
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
    if (field === 1) {
      fields(reader, lengthEnd(reader), (inner, innerWire) => {
        if (inner !== 1 || innerWire !== BYTES) return false;
        keyValue(reader, decoded.attributes);
        return true;
      });
    } else if (field === 2) {
      fields(reader, lengthEnd(reader), (inner, innerWire) => {
        if (inner !== 2 || innerWire !== BYTES) return false;
        decoded.spans.push(span(reader));
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
  const reader = protobuf.Reader.create(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  const resources: DecodedResource[] = [];
  try {
    fields(reader, reader.len, (field, wire) => {
      if (field !== 1 || wire !== BYTES) return false;
      resources.push(resourceSpans(reader));
      return true;
    });
  } catch {
    throw new AppError("invalid", "The body is not an OTLP trace export in protobuf.");
  }
  return resources;
}
