import type { Commit } from "./git-log.ts";

/** The server keeps a change that begins so as no reason (lib/versions/domain.ts; a test holds them equal). */
export const NO_REASON = "No reason in git";

const LETTERS = 4;
const MOST = 1900;
const saysNothing =
  /^(wip|tmp|temp|fix(es|ed)?|updates?|updated|changes?|changed|stuff|tests?|testing|misc|minor|cleanup|save|commit)$/i;
const isPlainMerge = /^merge (branch|branches|pull request|remote-tracking|commit|tag)\b/i;

function tells(text: string): boolean {
  const words = text.replaceAll(/[\s.!,:;-]+/g, " ").trim();
  return (text.match(/\p{L}/gu) ?? []).length >= LETTERS && !saysNothing.test(words);
}

/** The first paragraph of a body, in one line, without trailers such as Signed-off-by. */
function firstParagraph(body: string): string {
  const lines = (body.split(/\n\s*\n/)[0] ?? "").split("\n");
  return lines
    .filter((line) => !/^[A-Z][\w-]+(-by|-to)?: /.test(line) || /^(fix|feat)/i.test(line))
    .join(" ")
    .trim();
}

/**
 * Why a commit changed something, in its own words: its subject, else its body; for a merge that only says what it merges,
 * what was merged. Where it says nothing, that is said, and nothing is made up.
 */
export function reasonOf(commit: Commit, merged: readonly string[] = []): string {
  const { subject, body, id } = commit;
  const paragraph = firstParagraph(body);
  const isMerge = commit.parents.length > 1 && isPlainMerge.test(subject);
  const told = merged.filter(tells);
  const rest = told.length > 3 ? [`and ${told.length - 3} more`] : [];
  const candidates = isMerge ? [paragraph, [...told.slice(0, 3), ...rest].join("; ")] : [subject, paragraph];
  const reason = candidates.find(tells);
  if (reason) return reason.slice(0, MOST);
  return `${NO_REASON}: commit ${id.slice(0, 12)} says only “${subject.slice(0, 200)}”.`;
}

/** Whether the merge's own words say nothing, so that what it merged must be asked. */
export function needsMerged(commit: Commit): boolean {
  return (
    commit.parents.length > 1 && isPlainMerge.test(commit.subject) && !tells(firstParagraph(commit.body))
  );
}
