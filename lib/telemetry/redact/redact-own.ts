import { RE2JS } from "re2js";
import type { OwnPattern } from "./redact-text.ts";

/** A pattern as people write it. */
export type PatternText = { name: string; expression: string; replacement: string };

/** Instructions of the compiled expression; a[bc]{3} has about ten. Each character costs at most one visit of each. */
const MAX_PROGRAM = 300;
/** Searching one text again and again may cost its length each time. Beyond this the rest of the text is taken out. */
const SLOW_MS = 100;
/** So many searches are quick whatever they cost: a server that is held up must not lose text by it. */
const FREE_MATCHES = 64;
/** After a slow text, texts with a match are taken out whole for so long: telemetry must not wait for an expression. */
const REST_MS = 2_000;

function findAll(pattern: RE2JS, text: string, clock: () => number): { found: Stretch[]; slow: boolean } {
  const found: Stretch[] = [];
  const matcher = pattern.matcher(text);
  const began = clock();
  let matches = 0;
  while (matcher.find()) {
    if (matcher.end() > matcher.start()) found.push({ from: matcher.start(), to: matcher.end() });
    matches += 1;
    if (matches < FREE_MATCHES || clock() - began <= SLOW_MS) continue;
    found.push({ from: matcher.end(), to: text.length });
    return { found, slow: true };
  }
  return { found, slow: false };
}

type Stretch = { from: number; to: number };

const now = () => performance.now();

function reasonOf(error: unknown): string {
  const text =
    error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : "it cannot be read";
  const hint = /Perl syntax|escape sequence|named capture/.test(text)
    ? " (look-arounds and back references are not in RE2’s syntax, which takes linear time)"
    : "";
  return `${text}${hint}`;
}

/** So many characters that the expression meets are tried: it is asked while somebody waits. */
const TRIED = 4;

/** Searches what a single character repeated would cost; the shape that makes searching quadratic shows there. */
function isSlow(pattern: RE2JS, clock: () => number): boolean {
  let tried = 0;
  for (let code = 0x7e; code >= 0x20 && tried < TRIED; code -= 1) {
    const text = String.fromCharCode(code).repeat(8192);
    if (!pattern.test(text)) continue;
    tried += 1;
    if (findAll(pattern, text, clock).slow) return true;
  }
  return false;
}

/**
 * Why an expression (RE2's syntax) is refused, as words that stand after its name; null when it is taken. `clock` gives
 * milliseconds.
 */
export function refusalOf(expression: string, clock = now): string | null {
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(expression);
  } catch (error) {
    return reasonOf(error);
  }
  if (pattern.test("") && pattern.matcher("").find()) return "it matches nothing at all, and so everywhere";
  if (pattern.programSize() > MAX_PROGRAM) return "it is too large: use fewer or smaller counted repeats";
  if (isSlow(pattern, clock))
    return "it takes too long where it matches often: bound what may follow a match";
  return null;
}

/**
 * A pattern ready to search with, for one that `refusalOf` took. Its time is bounded: a text that takes too long loses
 * its rest, never its protection. An expression that cannot be compiled any more matches every text.
 */
export function ownPattern(text: PatternText, clock = now): OwnPattern {
  let pattern: RE2JS | null = null;
  try {
    pattern = RE2JS.compile(text.expression);
  } catch {
    pattern = null;
  }
  let restsUntil = 0;
  return {
    marker: text.replacement,
    find: (searched) => {
      const whole = [{ from: 0, to: searched.length }];
      if (pattern === null) return whole;
      if (!pattern.test(searched)) return [];
      if (clock() < restsUntil) return whole;
      const { found, slow } = findAll(pattern, searched, clock);
      if (slow) restsUntil = clock() + REST_MS;
      return found;
    },
  };
}
