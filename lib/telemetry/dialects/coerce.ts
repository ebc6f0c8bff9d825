import type { Attributes, AttributeValue } from "#lib/telemetry/otlp/otlp";
import { type CanonicalField, dialectNames } from "./dialects.ts";

/** Text that Postgres can store: no NUL, no half surrogate pairs, at most `limit` characters, cut with a mark. */
export function storable(text: string, limit: number): string {
  const whole = text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
  const cut = whole.length > limit ? `${whole.slice(0, limit - 1)}…` : whole;
  return cut.isWellFormed() ? cut : cut.toWellFormed();
}

/** A scalar as text; null for lists, maps and blanks. */
export function asText(value: AttributeValue | undefined, limit = 200): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : storable(value.trim(), limit);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}

/** A number that came as an integer, a double or text; null for anything else. */
export function asNumber(value: AttributeValue | undefined): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Dollars, as double or text, in nano-dollars; null unless between 0 and a million. */
export function asNano(value: AttributeValue | undefined): bigint | null {
  const usd = asNumber(value);
  if (usd === null || usd < 0 || usd > 1_000_000) return null;
  return BigInt(usd.toFixed(9).replace(".", ""));
}

/** A map that came as a map or as JSON text; null for anything else. */
export function asMap(value: AttributeValue | undefined): { [key: string]: AttributeValue } | null {
  let given: AttributeValue | undefined = value;
  if (typeof value === "string" && value.trimStart().startsWith("{")) {
    try {
      given = JSON.parse(value) as AttributeValue;
    } catch {
      return null;
    }
  }
  return typeof given === "object" && given !== null && !Array.isArray(given) ? given : null;
}

type Place = { outer: string; path: readonly string[]; quoted: boolean };

/** "name#key.inner" looks into a JSON object. MLflow writes every value as JSON. */
function placeOf(name: string): Place {
  const [outer = "", inner] = name.split("#");
  return { outer, path: inner?.split(".") ?? [], quoted: inner === undefined && name.startsWith("mlflow.") };
}

function valueAt(attributes: Attributes, place: Place): AttributeValue | undefined {
  let value = attributes.get(place.outer);
  if (value === undefined) return undefined;
  for (const key of place.path) value = asMap(value)?.[key];
  return place.quoted ? unquoted(value) : value;
}

/** The value under one name of a dialect, as dialects.ts writes names. */
export function valueUnder(attributes: Attributes, name: string): AttributeValue | undefined {
  return valueAt(attributes, placeOf(name));
}

// Every span is asked for every name: they are taken apart once.
const places: Readonly<Record<string, readonly Place[]>> = Object.fromEntries(
  Object.entries(dialectNames).map(([field, names]) => [field, names.map(placeOf)]),
);

/** Text that is a JSON text in quotes, without them. */
export function unquoted(value: AttributeValue | undefined): AttributeValue | undefined {
  return typeof value === "string" && /^".*"$/s.test(value) ? value.slice(1, -1) : value;
}

/** The first present value of a canonical field that `read` accepts, from the span, then from its resource. */
export function first<T>(
  field: CanonicalField,
  read: (value: AttributeValue | undefined) => T | null,
  ...sources: Attributes[]
): T | null {
  for (const source of sources) {
    for (const place of places[field] ?? []) {
      const value = valueAt(source, place);
      const found = value === undefined ? null : read(value);
      if (found !== null) return found;
    }
  }
  return null;
}
