/** The largest runbook, in bytes of UTF-8. */
export const MAX_RUNBOOK_BYTES = 200 * 1024;

/** How deep quotes and lists may nest, and how long a paragraph may be, before a text is shown as it was typed. */
export const MAX_NESTING = 40;
export const MAX_PARAGRAPH = 16_384;

/** How many marks of emphasis and links a paragraph may hold: each is tried against each. */
export const MAX_MARKS = 1500;

/** Bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

/** Quote and list markers that open a line, and the indentation of a list that goes on, two columns a level. */
function nestingOfLine(line: string): number {
  const head = /^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line)?.[0] ?? "";
  const markers = head.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0;
  const indent = markers === 0 ? 0 : (/^[ \t]*/.exec(head)?.[0].replaceAll("\t", "    ").length ?? 0);
  return markers + Math.floor(indent / 2);
}

/**
 * Whether a text is cheap to parse as Markdown. A parser's time grows with the square of nesting and of the length of a
 * paragraph: 200 KiB of nothing but ">" take a minute. What is not cheap is shown as it was typed.
 */
export function isCheapToParse(markdown: string): boolean {
  let paragraph = 0;
  let marks = 0;
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    if (line.trim() === "") {
      paragraph = 0;
      marks = 0;
    }
    paragraph += line.length + 1;
    marks += line.match(/[*~[]|(?<!\w)_|_(?!\w)/g)?.length ?? 0;
    if (paragraph > MAX_PARAGRAPH || marks > MAX_MARKS || nestingOfLine(line) > MAX_NESTING) return false;
  }
  return true;
}

/** What the marks, lines and nesting of a text may add up to where the server reads it: a text of 200 KiB as people write them. */
const MAX_READING = 20_000;

/**
 * Whether a text is cheap enough to be parsed on the server too, where everybody waits for it; stricter than
 * `isCheapToParse`. What it takes grows with lines, with the square of nesting, and with marks that may belong together.
 */
export function isCheapToRead(markdown: string): boolean {
  if (!isCheapToParse(markdown)) return false;
  let cost = 0;
  let closing = 0;
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    const nesting = nestingOfLine(line);
    cost += 1 + nesting * (nesting + 1) + (line.match(/[[\]*_~]/g)?.length ?? 0);
    closing = line.trim() === "" ? 0 : closing + (line.match(/\]/g)?.length ?? 0);
    if (cost > MAX_READING || closing > MAX_MARKS) return false;
  }
  return true;
}

export type SaveDecision = "unchanged" | "append" | "conflict";

/**
 * What a save does to the revisions. A text that is stored already is never stored twice, so that a repeated save is
 * harmless; a save based on an older revision than the newest must not bury what somebody else wrote.
 */
export function decideSave(
  newest: { number: number; digest: string } | null,
  digest: string,
  basedOn: number | undefined,
): SaveDecision {
  if (newest?.digest === digest) return "unchanged";
  if (basedOn !== undefined && basedOn !== (newest?.number ?? 0)) return "conflict";
  return "append";
}
