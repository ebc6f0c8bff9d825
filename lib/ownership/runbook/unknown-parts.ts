/** What nobody knows the author of: lines that somebody unknown put in or took out, and all the text they left. */
export type UnknownParts = {
  added: ReadonlySet<string>;
  removed: ReadonlySet<string>;
  left: ReadonlySet<string>;
};

/** The lines that say something: fences and rules are the same in many texts. */
function linesOf(markdown: string): string[] {
  const lines = markdown.split("\n").map((line) => line.trim());
  return lines.filter((line) => /[\p{L}\p{N}]/u.test(line) && !/^(```|~~~)/.test(line));
}

/** The parts with those of one more revision whose author is unknown, over the text before it. */
export function withUnknown(parts: UnknownParts | null, before: string, after: string): UnknownParts {
  const [old, now] = [new Set(linesOf(before)), new Set(linesOf(after))];
  const added = [...now].filter((line) => !old.has(line));
  const removed = [...old].filter((line) => !now.has(line));
  // Only their order: which lines it touched cannot be told, so it is all of them.
  const touched = added.length + removed.length === 0 ? now : added;
  return {
    added: new Set([...(parts?.added ?? []), ...touched]),
    removed: new Set([...(parts?.removed ?? []), ...removed]),
    left: new Set([...(parts?.left ?? []), ...now]),
  };
}

/**
 * Whether a text that a person saved holds nothing of what is unknown: no line that was put in, and each that was taken
 * out is back, or it keeps no line of those texts at all.
 */
export function isFreeOf(parts: UnknownParts, markdown: string): boolean {
  const lines = new Set(linesOf(markdown));
  const keeps = (some: ReadonlySet<string>) => [...some].some((line) => lines.has(line));
  if (keeps(parts.added)) return false;
  return [...parts.removed].every((line) => lines.has(line)) || !keeps(parts.left);
}
