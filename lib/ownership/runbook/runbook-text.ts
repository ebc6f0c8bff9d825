import { sha256 } from "#lib/core/ids";
import { type FoundLinks, linksOfTree } from "./runbook-links.ts";
import { treeOfRunbook } from "./runbook-tree.ts";
import { visibleText } from "./visible-text.ts";

/** What a runbook says and where it leads. */
export type RunbookText = FoundLinks & {
  /** Words of prose and of commands. */
  words: number;
};

const placeholder = /\b(todo|tbd|tba|fixme|lorem ipsum)\b/i;
const word = /\p{L}[\p{L}\p{N}'’-]+/gu;

/** Lines that promise to say it later ("TODO") say nothing. */
function wordsIn(text: string): number {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => !placeholder.test(line))
    .reduce((sum, line) => sum + (line.match(word)?.length ?? 0), 0);
}

const KEPT = 200;
const kept = new Map<string, RunbookText>();

/**
 * What a runbook in Markdown says and links to, as the screen shows it. The last ones are kept, because a revision never
 * changes and its feature is judged again and again.
 */
export function readRunbookText(markdown: string): RunbookText {
  const key = sha256(markdown);
  const known = kept.get(key) ?? read(markdown);
  kept.delete(key);
  kept.set(key, known);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return known;
}

function read(markdown: string): RunbookText {
  const tree = treeOfRunbook(markdown);
  if (tree === null) return { words: wordsIn(markdown), links: [], unread: 0, legible: false };
  return { words: wordsIn(visibleText(tree)), ...linksOfTree(tree) };
}
