import { storable } from "#lib/telemetry/dialects/coerce";
import { type AttributeValue, MAX_NESTING, TOO_DEEP } from "#lib/telemetry/otlp/otlp";
import { ownPattern, type PatternText } from "./redact-own.ts";
import { hasSplit, redactParts } from "./redact-parts.ts";
import { type TextRedactor, textRedactor } from "./redact-text.ts";

/** Takes personal data and secrets out of what is kept. */
export type Redactor = {
  /** One text, at most `limit` characters of it; JSON in it stays JSON where it is whole. */
  text: (text: string, limit: number) => string;
  /** A value with every text, key and long number in it redacted, each text within `limit`. */
  value: (value: AttributeValue, limit: number) => AttributeValue;
};

const KEY_LIMIT = 200;
/** The shortest card number; shorter ones are counts, sizes and times. */
const LONG_NUMBER = 1e12;

function parsed(text: string): AttributeValue | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as AttributeValue;
  } catch {
    return undefined;
  }
}

/** Whether a text has several texts of messages: one secret may then be split over them. */
const hasParts = (text: string) => /"(?:text|content)"[\s\S]*"(?:text|content)"/.test(text);

/** Short values repeat from span to span: what came of them is remembered, less of it where there may be many redactors. */
const SHORT = 100;
const MOST_REMEMBERED = { builtin: 20_000, own: 2_000 };

function redactorFor(texts: TextRedactor): Redactor {
  const number = (value: number): AttributeValue => {
    if (!texts.hasOwn && (!Number.isInteger(value) || Math.abs(value) < LONG_NUMBER)) return value;
    const written = String(value);
    return texts.finds(written) ? texts.redact(written, KEY_LIMIT) : value;
  };

  const map = (value: { [key: string]: AttributeValue }, limit: number, depth: number) => {
    const entries = new Map<string, AttributeValue>();
    for (const [key, item] of Object.entries(value)) {
      const name = texts.redact(key, KEY_LIMIT);
      let free = name;
      for (let count = 2; entries.has(free); count += 1) free = `${name} ${count}`;
      entries.set(free, any(item, limit, depth + 1));
    }
    return Object.fromEntries(entries);
  };

  const any = (value: AttributeValue, limit: number, depth: number): AttributeValue => {
    if (typeof value === "string") return recalled(value, limit, depth);
    if (typeof value === "number") return number(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth > MAX_NESTING) return TOO_DEEP;
    if (!Array.isArray(value)) return map(value, limit, depth);
    return redactParts(
      value.map((item) => any(item, limit, depth + 1)),
      texts,
    );
  };

  /** JSON is redacted as what it says. It is written anew only when something was found, else it stays as it was sent. */
  const json = (given: string, limit: number, depth: number): string | null => {
    const value = parsed(given);
    if (value === undefined) return null;
    if (depth > MAX_NESTING) return TOO_DEEP;
    const before = JSON.stringify(value);
    const after = JSON.stringify(any(value, limit, depth + 1));
    if (after === before) return null;
    return texts.finds(after) ? null : after;
  };

  const text = (given: string, limit: number, depth: number): string => {
    const plain = texts.redact(given, limit);
    if (given.length > limit) return plain;
    if (plain === given && !texts.hasOwn) {
      // The text as it stands shows everything that its JSON says, but for what is split over parts.
      const value = hasParts(given) ? parsed(given) : undefined;
      if (value === undefined || !hasSplit(value, texts)) return plain;
    }
    const after = json(given, limit, depth);
    if (after === null) return plain;
    return after.length <= limit ? after : texts.redact(after, limit);
  };

  const most = texts.hasOwn ? MOST_REMEMBERED.own : MOST_REMEMBERED.builtin;
  const remembered = new Map<string, string>();
  const recalled = (given: string, limit: number, depth: number): string => {
    if (given.length > SHORT || limit < SHORT) return text(given, limit, depth);
    const known = remembered.get(given);
    if (known !== undefined) return known;
    if (remembered.size >= most) remembered.clear();
    const made = text(given, limit, depth);
    if (made.length <= SHORT) remembered.set(given, made);
    return made;
  };

  return {
    text: (given, limit) => recalled(given, limit, 0),
    value: (value, limit) => any(value, limit, 0),
  };
}

/** Keeps everything as it was sent, within the limits. */
export const asSent: Redactor = {
  text: storable,
  value: (value, limit) => bounded(value, limit),
};

function bounded(value: AttributeValue, limit: number): AttributeValue {
  if (typeof value === "string") return storable(value, limit);
  if (Array.isArray(value)) return value.map((item) => bounded(item, limit));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key, KEY_LIMIT), bounded(item, limit)]),
  );
}

const known = new Map<string, Redactor>();
const MOST_KNOWN = 500;

/** The redactor of a list of own patterns, after the built-in ones. Compiled once per process and list. */
export function redactorOf(patterns: readonly PatternText[]): Redactor {
  const key = JSON.stringify(patterns.map(({ expression, replacement }) => [expression, replacement]));
  const found = known.get(key);
  if (found) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const made = redactorFor(textRedactor(patterns.map((pattern) => ownPattern(pattern))));
  known.set(key, made);
  return made;
}
