import protobuf from "protobufjs/minimal.js";
import {
  type Attributes,
  type AttributeValue,
  exactInteger,
  MAX_NESTING,
  type Scope,
  TOO_DEEP,
} from "./otlp.ts";

export type Reader = protobuf.Reader;

/** Wire types; https://protobuf.dev/programming-guides/encoding */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;

class Malformed extends Error {}

/** Walks the fields of one message that ends at `end`; what `visit` does not take is skipped. */
export function fields(reader: Reader, end: number, visit: (field: number, wire: number) => boolean): void {
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

export function lengthEnd(reader: Reader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new Malformed("a length reaches beyond the body");
  return end;
}

export function varint(reader: Reader): bigint {
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

export function fixed64(reader: Reader): bigint {
  const low = reader.fixed32();
  const high = reader.fixed32();
  return (BigInt(high) << 32n) | BigInt(low);
}

export function hex(reader: Reader): string {
  return Buffer.from(reader.bytes()).toString("hex");
}

export function anyValue(reader: Reader, end: number, depth: number): AttributeValue {
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

export function keyValue(reader: Reader, into: Attributes, depth = 0): void {
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

/** The attributes of a Resource message (field 1). */
export function resourceAttributes(reader: Reader, into: Attributes): void {
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (field !== 1 || wire !== BYTES) return false;
    keyValue(reader, into);
    return true;
  });
}

/** An InstrumentationScope message, into a scope that its spans or records already share. */
export function scopeInto(reader: Reader, scope: Scope): void {
  fields(reader, lengthEnd(reader), (field, wire) => {
    if (wire !== BYTES) return false;
    if (field === 1) scope.name = reader.string();
    else if (field === 2) scope.version = reader.string();
    else return false;
    return true;
  });
}

/** Reads a whole body as repeated field 1, the resources of an export. Throws what protobufjs and this file throw. */
export function repeatedFirst<T>(body: Uint8Array, read: (reader: Reader) => T): T[] {
  const reader = protobuf.Reader.create(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  const all: T[] = [];
  fields(reader, reader.len, (field, wire) => {
    if (field !== 1 || wire !== BYTES) return false;
    all.push(read(reader));
    return true;
  });
  return all;
}
