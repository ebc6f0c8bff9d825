import { gitTokens } from "./git.ts";

/** One file that a commit changed. `blob` is null where the file is gone; `from` is its name before, where it was renamed. */
export type FileChange = { path: string; from: string | null; blob: string | null };
export type Commit = {
  id: string;
  parents: string[];
  author: string;
  /** RFC 3339, when it was committed. */
  committedAt: string;
  subject: string;
  body: string;
};

const FIELD = "\u001f";
const START = "\u0002";
// What is no plain file (a link, another repository) has no content of its own.
const isFile = (mode: string) => mode === "100644" || mode === "100755";

function commitOf(token: string): Commit {
  const [id = "", parents = "", author = "", committedAt = "", subject = "", ...body] = token
    .slice(START.length)
    .split(FIELD);
  return {
    id,
    parents: parents.split(" ").filter(Boolean),
    author,
    committedAt,
    subject,
    body: body.join(FIELD).trim(),
  };
}

/**
 * The commits of a branch, newest first, each with what it changed against its first parent: the states that the branch
 * itself had. What a merge brought counts as changed by the merge; the branch that was merged never was the branch.
 * With -M100% only renames without a change are seen, for which git reads no contents.
 */
export async function* readLog(
  cwd: string,
  ref: string,
  renames: "-M" | "-M100%",
): AsyncGenerator<{ commit: Commit; changes: FileChange[] }> {
  const format = `--format=%x02%H%x1f%P%x1f%an%x1f%cI%x1f%s%x1f%b`;
  const shape = ["--first-parent", "--diff-merges=first-parent", "--raw", "-z", "--no-abbrev", renames];
  const tokens = gitTokens(cwd, ["log", ...shape, "--no-color", format, ref, "--"]);
  let current: { commit: Commit; changes: FileChange[] } | null = null;
  for await (const token of tokens) {
    if (token.startsWith(START)) {
      if (current) yield current;
      current = { commit: commitOf(token), changes: [] };
      continue;
    }
    const meta = token.trimStart();
    if (!meta.startsWith(":") || !current) continue;
    const [, mode = "", , blob = "", status = ""] = meta.split(" ");
    const first = (await tokens.next()).value as string;
    const isMove = status.startsWith("R");
    const path = isMove ? ((await tokens.next()).value as string) : first;
    const kept = status !== "D" && isFile(mode);
    current.changes.push({ path, from: isMove ? first : null, blob: kept ? blob : null });
  }
  if (current) yield current;
}
