import { rmSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_REASON as serversNoReason } from "#lib/versions/domain";
import { makeRepository, type Repository } from "#scripts/testing/repository";
import { NO_REASON } from "./git-reason.ts";
import { main } from "./main.ts";

const manifest = (model: string, more = "") => `feature: claims
artifacts:
  - { kind: prompt, name: reply, file: prompts/reply.md }
  - { kind: model, name: chat, version: "${model}"${more} }
`;
const prompt = (line: string) =>
  `Answer the customer.\nBe kind.\nNever promise money.\nSign with the team.\n${line}\n`;

let repository: Repository;
beforeEach(() => {
  repository = makeRepository();
});
afterEach(() => repository.remove());

type Planned = {
  releases: {
    commit: { id: string; author: string; committedAt: string };
    states: { kind: string; name: string; source: { blob?: string; said?: { version: string } } }[];
    changed: string[];
    gone: string[];
  }[];
  deployments: { release: string; commit: string; at: string; reason: string; by: string }[];
};

async function run(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await main(["import-git", "--dry-run", ...args], {
    env: {},
    cwd: repository.root,
    out: (text) => void out.push(text),
    note: (text) => void notes.push(text),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

async function plan(...args: string[]): Promise<Planned> {
  const { code, out, notes } = await run("--json", ...args);
  expect(code, notes).toBe(0);
  return JSON.parse(out);
}

/** A file that is renamed twice, changed on a branch, deleted and back, beside commits that do not matter. */
function history(): Record<string, string> {
  const { git, write, commit } = repository;
  write("old/answer.txt", prompt("One."));
  const first = commit(1, "First prompt", "", "Grace");
  write("readme", "x");
  commit(2, "Readme");
  git("mv", "old/answer.txt", "old/reply.txt");
  commit(3, "Rename without a change");
  write("threshold.yaml", manifest("gpt-4o-2024-05-13"));
  const tracked = commit(4, "Track what runs");
  git("checkout", "-q", "-b", "shorter");
  write("old/reply.txt", prompt("Two."));
  commit(5, "Shorter letters, after complaint 2211");
  write("old/reply.txt", prompt("Three."));
  commit(6, "wip");
  git("checkout", "-q", "main");
  git("merge", "-q", "--no-ff", "--no-commit", "shorter");
  const merge = commit(7, "Merge branch 'shorter'");
  git("mv", "old", "prompts");
  git("mv", "prompts/reply.txt", "prompts/reply.md");
  write("prompts/reply.md", prompt("Four."));
  const renamed = commit(8, "Fix.", "The policy number was asked twice.\n\nSigned-off-by: Ada");
  write("threshold.yaml", manifest("gpt-4o-2024-08-06", ", change: Cheaper at the same quality"));
  const model = commit(9, "Another model");
  git("rm", "-q", "prompts/reply.md");
  const gone = commit(10, "Answer without a prompt");
  write("prompts/reply.md", prompt("Four."));
  const back = commit(11, "…");
  return { first, tracked, merge, renamed, model, gone, back };
}

describe("threshold import-git", () => {
  it("plans one release for each commit of the branch that changed something, over renames, merges and deletions", async () => {
    const id = history();
    const { releases } = await plan();
    expect(releases.map((one) => [one.commit.id, one.changed, one.gone])).toEqual([
      [id.first, ["prompt reply"], []],
      [id.tracked, ["model chat"], []],
      [id.merge, ["prompt reply"], []],
      [id.renamed, ["prompt reply"], []],
      [id.model, ["model chat"], []],
      [id.gone, [], ["prompt reply"]],
      [id.back, ["prompt reply"], []],
    ]);
    expect(releases[0]?.commit).toMatchObject({ author: "Grace", committedAt: "2026-01-01T12:00:00+00:00" });
    expect(releases[1]?.states.map((one) => one.source.said?.version)).toEqual([
      undefined,
      "gpt-4o-2024-05-13",
    ]);
    const blobs = releases.map((one) => one.states.find((state) => state.kind === "prompt")?.source.blob);
    expect(blobs[6]).toBe(blobs[3]);
    expect(new Set(blobs.slice(0, 4)).size).toBe(3);
  });

  it("takes reasons from git and makes none up", async () => {
    const id = history();
    const { out } = await run();
    const reason = (commit = "") =>
      out.split("\n").find((line) => line.includes(`  ${commit.slice(0, 12)}  `));
    expect(reason(id.first)).toContain("prompt reply: First prompt (Grace)");
    expect(reason(id.merge)).toContain("prompt reply: Shorter letters, after complaint 2211");
    expect(reason(id.merge)).not.toContain("wip");
    expect(reason(id.renamed)).toContain("The policy number was asked twice. (Ada)");
    expect(reason(id.back)).toContain(`${NO_REASON}: commit ${id.back?.slice(0, 12)} says only “…”.`);
    expect(NO_REASON).toBe(serversNoReason);
  });

  it("keeps the order of the branch where clocks differ, and takes deployments only from what it is told", async () => {
    const { git, write, commit } = repository;
    write(
      "threshold.yaml",
      "feature: claims\nartifacts:\n  - { kind: prompt, name: reply, file: reply.md }\n",
    );
    write("reply.md", "One");
    const first = commit(20, "First prompt");
    write("reply.md", "Two");
    const second = commit(10, "Second prompt");
    git("tag", "-a", "v2", "-m", "Second release");
    write("other", "x");
    commit(21, "Unrelated");
    git("tag", "v3");
    expect((await plan()).deployments).toEqual([]);
    const { deployments } = await plan("--deployments-from", "commits");
    expect(deployments.map((one) => [one.commit, one.at])).toEqual([
      [first, "2026-01-20T12:00:00.000Z"],
      [second, "2026-01-20T12:00:01.000Z"],
    ]);
    const tagged = (await plan("--deployments-from", "tags")).deployments;
    expect(tagged.map((one) => [one.release, one.reason])).toEqual([
      [second, "Tag v3"],
      [second, "Tag v2: Second release"],
    ]);
    expect((await plan("--since", "2026-01-15")).releases.map((one) => one.commit.id)).toEqual([first]);
  });

  it("leaves out and counts what a clock puts after now, and keeps what follows it", async () => {
    const { write, commit } = repository;
    write(
      "threshold.yaml",
      "feature: claims\nartifacts:\n  - { kind: prompt, name: reply, file: reply.md }\n",
    );
    const commits = [1, 26_000, 3].map((day, index) => {
      write("reply.md", `Prompt ${index}`);
      return commit(day, `Prompt number ${index}`);
    });
    const { code, out, notes } = await run("--json", "--deployments-from", "commits");
    expect(code).toBe(0);
    expect((JSON.parse(out) as Planned).deployments.map((one) => [one.commit, one.at])).toEqual([
      [commits[0], "2026-01-01T12:00:00.000Z"],
      [commits[2], "2026-01-03T12:00:00.000Z"],
    ]);
    expect(notes).toContain("1 deployments were left out: their clock was wrong, they are later than now");
    expect(notes).toContain(commits[1]?.slice(0, 12));
  });

  it("finds the files of a manifest that is reached through a link, and says which git knows nothing of", async () => {
    const { write, commit, root } = repository;
    write(
      "claims/threshold.yaml",
      `feature: claims
artifacts:
  - { kind: prompt, name: reply, file: reply.md }
  - { kind: prompt, name: shared, file: ../../shared.md }
  - { kind: prompt, name: draft, file: draft.md }
`,
    );
    write("claims/reply.md", "One");
    const first = commit(1, "First prompt");
    write("claims/draft.md", "Not committed");
    const link = `${root}-link`;
    symlinkSync(root, link);
    try {
      const { out, notes } = await run("--json", "-f", `${link}/claims/threshold.yaml`);
      expect((JSON.parse(out) as Planned).releases.map((one) => [one.commit.id, one.changed])).toEqual([
        [first, ["prompt reply"]],
      ]);
      expect(notes).toContain("Left out, prompt shared: ../shared.md is outside the repository.");
      expect(notes).toContain(
        "Left out, prompt draft: claims/draft.md is a file in no commit of the branch.",
      );
      expect(notes).not.toContain("prompt reply");
    } finally {
      rmSync(link);
    }
  });

  it("says that a shallow clone is cut off, and gives its oldest commit no reason that it does not have", async () => {
    const id = history();
    const { git, root } = repository;
    git("clone", "-q", "--depth", "2", `file://${root}`, `${root}/clone`);
    const { out, notes } = await run("-f", "clone/threshold.yaml");
    expect(notes).toContain("This clone is shallow");
    expect(out).toContain(`${NO_REASON}: commit ${id.gone?.slice(0, 12)} is the oldest of a shallow clone.`);
    expect(out).not.toContain("Answer without a prompt");
  });

  it("leaves out links, keeps binary files by their digest, and says what is wrong", async () => {
    const { write, commit, git } = repository;
    expect(await run()).toMatchObject({ code: 2, notes: expect.stringContaining("There is no") });
    write("threshold.yaml", "feature: claims\nartifacts:\n  - { kind: code, name: tool, file: tool.bin }\n");
    expect(await run()).toMatchObject({ code: 1, notes: expect.stringContaining("git rev-parse failed") });
    write("tool.bin", new Uint8Array([0, 255]));
    commit(1, "The tool");
    expect((await plan()).releases).toHaveLength(1);
    git("rm", "-q", "tool.bin");
    symlinkSync("elsewhere", `${repository.root}/tool.bin`);
    commit(2, "A link instead");
    expect((await plan()).releases.map((one) => one.gone)).toEqual([[]]);
    expect(await run("--since", "once")).toMatchObject({ code: 2 });
    expect(await run("--deployments-from", "wishes")).toMatchObject({ code: 2 });
    expect(await run("--ref", "no-such-branch")).toMatchObject({ code: 1 });
  });
});
