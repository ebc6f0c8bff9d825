import {
  type Attributes,
  type AttributeValue,
  exactInteger,
  MAX_NESTING,
  microseconds,
  type Scope,
  TOO_DEEP,
} from "./otlp.ts";

export type Json = { [key: string]: unknown };

class Malformed extends Error {}

export function record(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Malformed(`${what} is no object`);
  return value as Json;
}

/** proto3 JSON lets senders write null for an empty list. Old senders use the names of the .proto file. */
export function list(parent: Json, name: string, oldName?: string): unknown[] {
  const value = parent[name] ?? (oldName ? parent[oldName] : undefined) ?? [];
  if (!Array.isArray(value)) throw new Malformed(`${name} is no list`);
  return value;
}

export function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw new Malformed("a text is no text");
  return value;
}

const INTEGER = /^-?\d{1,20}$/;

export function integer(value: unknown): bigint {
  if (value === undefined || value === null || value === "") return 0n;
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (typeof value === "string" && INTEGER.test(value)) return BigInt(value);
  throw new Malformed("a whole number is none");
}

/** OTLP writes ids in hexadecimal, unlike other bytes; anything else is left for the check of its length to refuse. */
export function id(value: unknown): string {
  return text(value).toLowerCase();
}

/** A whole number; what cannot be one is kept as it is, because one odd value must not cost the export. */
function whole(value: unknown): number | string {
  if (typeof value === "number" && !Number.isInteger(value)) return value;
  if (typeof value === "string" && !INTEGER.test(value)) return value;
  return exactInteger(integer(value));
}

/** JSON has no NaN: JavaScript's exporter writes null for it. */
function double(value: unknown): number | string | null {
  if (typeof value === "number" || value === null) return value;
  if (typeof value === "string") {
    const number = Number(value);
    return Number.isFinite(number) && value.trim() !== "" ? number : value;
  }
  throw new Malformed("a number is none");
}

export function anyValue(value: unknown, depth: number): AttributeValue {
  if (value === null || value === undefined) return null;
  const given = record(value, "an attribute's value");
  if (given.stringValue !== undefined) return text(given.stringValue);
  if (given.boolValue !== undefined) return given.boolValue === true || given.boolValue === "true";
  if (given.intValue !== undefined) return whole(given.intValue);
  if (given.doubleValue !== undefined) return double(given.doubleValue);
  if (given.bytesValue !== undefined) return text(given.bytesValue);
  const inner = given.arrayValue ?? given.kvlistValue;
  if (inner === undefined || inner === null) return null;
  if (depth >= MAX_NESTING) return TOO_DEEP;
  const values = list(record(inner, "a nested value"), "values");
  if (given.arrayValue === undefined) return Object.fromEntries(keyValues(values, depth + 1));
  return values.map((item) => anyValue(item, depth + 1));
}

export function keyValues(values: unknown[], depth = 0): Attributes {
  const all: Attributes = new Map();
  for (const item of values) {
    const pair = record(item, "an attribute");
    const key = text(pair.key);
    const value = anyValue(pair.value, depth);
    if (key !== "" && value !== null) all.set(key, value);
  }
  return all;
}

export function time(value: unknown): number {
  const nanos = integer(value);
  return nanos < 0n ? 0 : microseconds(nanos);
}

/** The attributes of the resource of a group of spans or records. */
export function resourceAttributes(group: Json): Attributes {
  const resource =
    group.resource === undefined || group.resource === null ? {} : record(group.resource, "resource");
  return keyValues(list(resource, "attributes"));
}

/** The instrumentation that a group of spans or records names. */
export function scopeOf(group: Json): Scope {
  const scope = group.scope === undefined || group.scope === null ? {} : record(group.scope, "scope");
  return { name: text(scope.name), version: text(scope.version) };
}

/** The members of a body under one name. Throws for what is no JSON object in UTF-8. */
export function bodyList(body: Uint8Array, name: string, oldName: string): unknown[] {
  const root = record(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)), "the body");
  return list(root, name, oldName);
}
