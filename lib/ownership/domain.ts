/** The largest runbook, in bytes of UTF-8. */
export const MAX_RUNBOOK_BYTES = 200 * 1024;

/** How deep quotes and lists may nest; a person never gets near it, and every level costs stack when it is drawn. */
export const MAX_NESTING = 40;

/** Bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

/**
 * The most quote and list markers that open one line of Markdown: "> - 1. x" has three. The parser's time grows with
 * the square of it (200 KiB of nothing but ">" take a minute), so that a save has to look before anything parses.
 */
export function nestingOf(markdown: string): number {
  let deepest = 0;
  for (const line of markdown.split(/[\r\n]/)) {
    const head = /^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line)?.[0] ?? "";
    deepest = Math.max(deepest, head.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0);
  }
  return deepest;
}

export type SaveDecision = "unchanged" | "append" | "conflict";

/**
 * What a save does to the revisions. A text that is stored already is never stored twice, so that a repeated save is
 * harmless; a save based on an older revision than the newest must not bury what somebody else wrote.
 */
export function decideSave(newest: { number: number; digest: string } | null, digest: string, basedOn: number | undefined): SaveDecision {
  if (newest?.digest === digest) return "unchanged";
  if (basedOn !== undefined && basedOn !== (newest?.number ?? 0)) return "conflict";
  return "append";
}
