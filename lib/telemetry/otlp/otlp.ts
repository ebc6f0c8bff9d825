/** What an OTLP attribute may hold, as JSON can carry it: bytes are base64 text, integers beyond 2^53 decimal text. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | AttributeValue[]
  | { [key: string]: AttributeValue };

export type Attributes = Map<string, AttributeValue>;

export type DecodedEvent = { name: string; timeUs: number; attributes: Attributes };

/** The instrumentation that sent a span or a record; empty text where it does not say. */
export type Scope = { name: string; version: string };

/** A span as it was sent, in either encoding. Nothing of it has been believed yet. */
export type DecodedSpan = {
  /** Lower-case hexadecimal; the right length only when the sender was right. */
  traceId: string;
  spanId: string;
  /** null when the span is a root. */
  parentSpanId: string | null;
  name: string;
  /** Microseconds since 1970, 0 when absent. */
  startUs: number;
  endUs: number;
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  attributes: Attributes;
  events: DecodedEvent[];
  scope?: Scope;
};

export type DecodedResource = { attributes: Attributes; spans: DecodedSpan[] };

/** A log record as it was sent, in either encoding. Nothing of it has been believed yet. */
export type DecodedLog = {
  /** Lower-case hexadecimal, empty when the record names none. */
  traceId: string;
  spanId: string;
  /** Microseconds since 1970, 0 when absent. */
  timeUs: number;
  observedUs: number;
  eventName: string;
  body: AttributeValue;
  attributes: Attributes;
  scope?: Scope;
};

export type DecodedLogs = { attributes: Attributes; records: DecodedLog[] };

/** How deep arrays and maps may nest in an attribute; deeper ones become this text. */
export const MAX_NESTING = 12;
export const TOO_DEEP = "[nested too deep]";

/** An integer as a number where a number is exact, else as decimal text. */
export function exactInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

const US_LIMIT = 1n << 53n;

/** Nanoseconds to whole microseconds, saturating far beyond any time that is taken. */
export function microseconds(nanos: bigint): number {
  const us = nanos / 1000n;
  return us < US_LIMIT ? Number(us) : Number.MAX_SAFE_INTEGER;
}
