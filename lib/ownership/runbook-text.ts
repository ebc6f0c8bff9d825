import { linesOfRunbook } from "./runbook-lines.ts";

const placeholder = /\b(todo|tbd|tba|fixme|lorem ipsum)\b/i;
const word = /\p{L}[\p{L}\p{N}'’-]+/gu;

/**
 * Words of prose and of commands in a runbook. Headings, rules, comments and lines that promise to say it later ("TODO")
 * say nothing.
 */
export function wordsOfRunbook(markdown: string): number {
  return linesOfRunbook(markdown).reduce((sum, line) => {
    if (line.heading !== null || placeholder.test(line.text)) return sum;
    return sum + (line.text.match(word)?.length ?? 0);
  }, 0);
}
