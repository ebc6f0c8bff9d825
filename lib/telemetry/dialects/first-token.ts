import type { DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { asNumber, asText, unquoted } from "./coerce.ts";
import { firstTokenEvents, firstTokenNames, firstTokenTimes } from "./dialects.ts";

const DAY_US = 86_400_000_000;

/**
 * Microseconds from a span's start to its first token: as a duration, as an instant, or by the first event that stands
 * for it. null where the sender says none, or one that cannot be.
 */
export function firstTokenUs(span: DecodedSpan): number | null {
  const possible = (us: number) => us >= 0 && us <= DAY_US;
  for (const [name, unitUs] of firstTokenNames) {
    const value = asNumber(span.attributes.get(name));
    if (value !== null && possible(value * unitUs)) return Math.round(value * unitUs);
  }
  for (const name of firstTokenTimes) {
    const us = Date.parse(asText(unquoted(span.attributes.get(name))) ?? "") * 1000 - span.startUs;
    if (possible(us)) return us;
  }
  const event = span.events.find(({ name }) => firstTokenEvents.has(name));
  const us = event && event.timeUs !== 0 ? event.timeUs - span.startUs : -1;
  return possible(us) ? us : null;
}
