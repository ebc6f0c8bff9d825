import { storable } from "#lib/telemetry/dialects/coerce";
import { builtinNames, findBuiltin } from "./redact-builtin.ts";

/** A stretch of a text and what stands there afterwards. */
type Span = { from: number; to: number; marker: string };

/** A pattern that somebody wrote, compiled. Throws nothing and takes time linear in the text. */
export type OwnPattern = { marker: string; find: (text: string) => { from: number; to: number }[] };

export type TextRedactor = {
  /** The text without what was found, at most `limit` characters of it. Redacting again changes nothing. */
  redact: (text: string, limit: number) => string;
  /** Whether anything in the text would be redacted. */
  finds: (text: string) => boolean;
  /** What would be taken out of a text, in order; touching stretches are one. */
  spans: (text: string) => Span[];
  hasOwn: boolean;
};

/** What is looked at beyond the limit, so that a secret across the cut is still seen whole. */
const OVERHANG = 4096;
/** Taking something out can bring something else to light; a text that goes on like that is dropped. */
const MAX_PASSES = 20;
const GIVEN_UP = "[redacted]";

const escapes = /\\+(?:u[0-9a-fA-F]{4}|[nrtbf"/])/g;

/** JSON's escapes of plain characters as those characters: j\u0040x.com hides an address. Quotes and controls stay. */
export function withoutEscapes(text: string): string {
  if (!text.includes("\\u")) return text;
  return text.replace(/\\+u([0-9a-fA-F]{4})/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 0x20 || code === 0x22 || code === 0x5c ? whole : String.fromCharCode(code);
  });
}

/** The text with its remaining escapes as line ends, of the same length: \n4111… begins no word with n. */
function masked(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(escapes, (whole) => (whole.endsWith("/") ? "/" : "\n").repeat(whole.length));
}

function merged(spans: Span[]): Span[] {
  const found: Span[] = [];
  // What begins first goes first; of those the longest. Its marker stands for all that overlap it.
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = found.at(-1);
    if (last && span.from < last.to) last.to = Math.max(last.to, span.to);
    else found.push({ ...span });
  }
  return found;
}

/** Text around markers that already stand there: they are never looked into, so they stay. */
function segments(text: string, markers: RegExp): { at: number; text: string }[] {
  if (!text.includes("[")) return [{ at: 0, text }];
  const found: { at: number; text: string }[] = [];
  let at = 0;
  for (const match of text.matchAll(markers)) {
    if (match.index > at) found.push({ at, text: text.slice(at, match.index) });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ at, text: text.slice(at) });
  return found;
}

function replaced(text: string, spans: readonly Span[], end: number): string {
  let out = "";
  let at = 0;
  for (const span of spans) {
    if (span.from >= end) break;
    out += text.slice(at, span.from) + span.marker;
    at = span.to;
  }
  return at < end ? out + text.slice(at, end) : out;
}

/** Redacts single texts: the built-in patterns, then the own ones, until nothing more is found. */
export function textRedactor(own: readonly OwnPattern[]): TextRedactor {
  const all = [
    ...new Set([...builtinNames.map((name) => `[${name}]`), GIVEN_UP, ...own.map((p) => p.marker)]),
  ];
  const markers = new RegExp(
    all.map((marker) => marker.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"),
    "g",
  );

  const spans = (text: string): Span[] => {
    const found: Span[] = [];
    for (const segment of segments(text, markers)) {
      const seen = masked(segment.text);
      const add = (marker: string, { from, to }: { from: number; to: number }) => {
        if (to > from) found.push({ from: segment.at + from, to: segment.at + to, marker });
      };
      for (const finding of findBuiltin(seen)) add(`[${finding.name}]`, finding);
      for (const pattern of own) for (const finding of pattern.find(seen)) add(pattern.marker, finding);
    }
    return merged(found);
  };

  const settle = (text: string, limit: number): string => {
    let out = text;
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const plain = withoutEscapes(out);
      const found = spans(plain);
      if (found.length === 0) return out;
      out = storable(replaced(plain, found, plain.length), limit);
    }
    return storable(GIVEN_UP, limit);
  };

  const redact = (text: string, limit: number): string => {
    const cut = text.length > limit;
    const plain = withoutEscapes(cut ? text.slice(0, limit + OVERHANG) : text);
    const found = spans(plain);
    if (found.length === 0) return cut ? settle(storable(text, limit), limit) : storable(text, limit);
    // What begins within the limit is replaced whole; what begins beyond it was looked at for nothing else.
    const end = cut ? withoutEscapes(text.slice(0, limit)).length : plain.length;
    return settle(storable(`${replaced(plain, found, end)}${cut ? "…" : ""}`, limit), limit);
  };

  return {
    redact,
    spans,
    finds: (text) => spans(withoutEscapes(text)).length > 0,
    hasOwn: own.length > 0,
  };
}
