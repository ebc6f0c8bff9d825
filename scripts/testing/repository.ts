import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type Repository = {
  root: string;
  git: (...args: string[]) => string;
  write: (path: string, content: string | Uint8Array) => void;
  /** Commits everything on the day of 2026 that has this number; returns the commit. */
  commit: (day: number, subject: string, body?: string, author?: string) => string;
  remove: () => void;
};

/** A git repository in a folder of its own, whose commits have set times and authors. */
export function makeRepository(): Repository {
  const root = mkdtempSync(join(tmpdir(), "threshold-git-"));
  const run = (args: string[], more: Record<string, string> = {}) =>
    execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: "pipe",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", ...more },
    }).trim();
  run(["init", "-q", "-b", "main"]);
  run(["config", "user.name", "Ada"]);
  run(["config", "user.email", "ada@example.com"]);
  const git = (...args: string[]) => run(args);
  return {
    root,
    git,
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    commit: (day, subject, body = "", author = "Ada") => {
      run(["add", "-A"]);
      const at = new Date(Date.UTC(2026, 0, day, 12)).toISOString();
      const person = { GIT_AUTHOR_NAME: author, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
      const words = ["-m", subject, ...(body ? ["-m", body] : [])];
      run(["commit", "-q", "--allow-empty", ...words], person);
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
