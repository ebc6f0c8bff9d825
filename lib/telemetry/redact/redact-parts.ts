import type { AttributeValue } from "#lib/telemetry/otlp/otlp";
import type { TextRedactor } from "./redact-text.ts";

type Holder = { read: string; write: (text: string) => AttributeValue };

const MOST_ROUNDS = 10;

/** The text of a message or of one of its parts: {type: "text", text} or {role, content}. */
function holderOf(item: AttributeValue): Holder | null {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
  for (const key of ["text", "content"]) {
    const read = item[key];
    if (typeof read === "string") return { read, write: (text) => ({ ...item, [key]: text }) };
  }
  return null;
}

/** How much of each end of a text is looked at: a longer secret was found in its own text. */
const END = 512;

/** Whether texts that follow each other have something in them that none has alone. */
function isSplit(texts: readonly string[], redactor: TextRedactor): boolean {
  const ends = texts.map((text) =>
    text.length > 2 * END ? `${text.slice(0, END)}\0${text.slice(-END)}` : text,
  );
  return texts.length > 1 && redactor.spans(ends.join("")).length > 0;
}

/** Whether a value holds a list of texts with a secret split over them. */
export function hasSplit(value: AttributeValue, redactor: TextRedactor): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value)) return Object.values(value).some((item) => hasSplit(item, redactor));
  const texts = value.flatMap((item) => holderOf(item)?.read ?? []);
  return isSplit(texts, redactor) || value.some((item) => hasSplit(item, redactor));
}

/** Takes stretches of the joined texts out of each: the marker stands where the stretch begins. */
function apart(texts: readonly string[], found: ReturnType<TextRedactor["spans"]>): string[] {
  let at = 0;
  return texts.map((text) => {
    const begin = at;
    at += text.length;
    let out = "";
    let from = begin;
    for (const span of found) {
      if (span.to <= from || span.from >= at) continue;
      out += text.slice(from - begin, Math.max(span.from, from) - begin);
      if (span.from >= begin) out += span.marker;
      from = Math.min(span.to, at);
    }
    return out + text.slice(from - begin);
  });
}

/**
 * Messages and parts of messages that stand in one list, each redacted already: takes out what is split over several of
 * them, as streams do that are kept chunk by chunk. Items without a text stay between.
 */
export function redactParts(items: AttributeValue[], redactor: TextRedactor): AttributeValue[] {
  const holders = items.map(holderOf);
  let texts = holders.flatMap((holder) => (holder ? [holder.read] : []));
  if (!isSplit(texts, redactor)) return items;
  const given = texts;
  for (let round = 0; ; round += 1) {
    const found = redactor.spans(texts.join(""));
    if (found.length === 0) break;
    texts = round < MOST_ROUNDS ? apart(texts, found) : texts.map(() => "[redacted]");
  }
  if (texts === given) return items;
  const next = texts.values();
  return items.map((item, at) => holders[at]?.write(next.next().value ?? "") ?? item);
}
