import { existsSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parseOptions, requireFeature } from "./arguments.ts";
import { connectionOf } from "./client.ts";
import { Blobs, git } from "./git.ts";
import {
  type DeploymentSource,
  type PlannedDeployment,
  planDeployments,
  sourceOf,
} from "./git-deployments.ts";
import { type Plan, type PlannedRelease, planImport, type Where } from "./git-plan.ts";
import { PastArtifacts } from "./git-release.ts";
import { type SentDeployments, type SentReleases, sendDeployments, sendReleases } from "./git-send.ts";
import { MANIFEST, type Manifest, readManifest } from "./manifest.ts";
import { CliError, wrongUse } from "./problem.ts";
import type { Terminal } from "./terminal.ts";

export const importGitHelp = `threshold import-git [-f threshold.yaml] [options]

Declares the past of the files in the manifest from git's history: a release for each commit of the branch that changed
one of them, with its content, its reason (the commit's subject), its commit and its author. Renames are followed. It may
run again at any time: what is there already is left alone.

What is imported is recorded today and says so. It shows what was declared in git; it is no proof of what ran.

  -f, --file <path>              the manifest (threshold.yaml)
      --feature <slug>           the feature, when the manifest names none
      --ref <branch>             the branch (HEAD)
      --since <day or instant>   only commits from then on
      --deployments-from <what>  none, tags or commits: what is taken for a deployment (none)
      --environment <name>       where those deployments ran (production)
      --dry-run                  print the plan, send nothing
      --json                     what was done (or would be) as JSON

Deployments that are concluded so fill only the times of which nobody has reported anything.
Files are numbered v1, v2 and so on in the order of the commits: import before the first release.
`;

const short = (commit: string) => commit.slice(0, 12);

async function shallowCommits(root: string): Promise<Set<string>> {
  const path = resolve(root, (await git(root, ["rev-parse", "--git-path", "shallow"])).trim());
  if (!existsSync(path)) return new Set();
  return new Set((await readFile(path, "utf8")).split("\n").filter(Boolean));
}

/** Artifacts of which the manifest says a version and nothing else. */
function namedOnly({ entries }: Manifest): Set<string> {
  const named = entries.filter(({ file, content, digest }) => (file ?? content ?? digest) === undefined);
  return new Set(named.map(({ kind, name }) => `${kind} ${name}`));
}

function sayDone(terminal: Terminal, done: SentReleases["done"], runs: SentDeployments | null): void {
  if (done.unread > 0)
    terminal.note(`${done.unread} commits were left out: this clone does not hold their contents.`);
  if (runs && runs.left > 0)
    terminal.note(`${runs.left} deployments were left out: somebody had reported what ran then.`);
  for (const [words, count] of Object.entries(runs?.refused ?? {}))
    terminal.note(`${count} deployments were left out: the server said “${words}”`);
  const deployments = runs ? ` Deployments: ${runs.new} new, ${runs.known} known already.` : "";
  terminal.note(`Releases: ${done.new} new, ${done.known} known already.${deployments}`);
}

function planLines(
  releases: PlannedRelease[],
  deployments: PlannedDeployment[],
  reasons: Map<string, string>,
) {
  const lines = releases.map(({ commit, changed, gone }) => {
    const what = [...changed, ...gone.map((one) => `${one} removed`)].join(", ");
    return `${commit.committedAt}  ${short(commit.id)}  ${what}: ${reasons.get(commit.id)} (${commit.author})`;
  });
  const runs = deployments.map(
    (one) => `${one.at}  ${short(one.commit)}  deployment: ${one.reason} (${one.by})`,
  );
  return [...lines, ...runs];
}

const options = {
  file: { type: "string", short: "f" },
  feature: { type: "string" },
  ref: { type: "string" },
  since: { type: "string" },
  "deployments-from": { type: "string" },
  environment: { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
} as const;

function sinceOf(text: string | undefined): number {
  if (text === undefined) return Number.NEGATIVE_INFINITY;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw wrongUse(`--since ${text} is no day or instant, such as 2026-03-14.`);
  return at;
}

/** The plan; where a clone lacks contents that renames are told by, with those renames only that changed nothing. */
async function planOf(where: Omit<Where, "renames">, terminal: Terminal): Promise<Plan> {
  const onCommit = (count: number) => {
    if (count % 5000 === 0) terminal.note(`  ${count} commits read`);
  };
  try {
    return await planImport({ ...where, renames: "-M" }, onCommit);
  } catch (error) {
    if (!(error instanceof CliError) || !/unable to read|could not fetch|bad object/.test(error.message))
      throw error;
    terminal.note(
      "This clone lacks contents of the past. Files that were renamed and changed in one commit cannot be followed further.",
    );
    return planImport({ ...where, renames: "-M100%" }, onCommit);
  }
}

/** What would be sent: releases from `since` on with their reasons, and the deployments that stand for them. */
async function readPlan(
  where: Omit<Where, "renames">,
  since: number,
  source: DeploymentSource,
  terminal: Terminal,
) {
  const { root, blobs } = where;
  const shallow = await shallowCommits(root);
  if (shallow.size > 0)
    terminal.note("This clone is shallow: its history is cut off. git fetch --unshallow brings the rest.");
  const plan = await planOf(where, terminal);
  for (const one of plan.unmet) terminal.note(`Left out, ${one}.`);
  const past = new PastArtifacts(root, blobs, shallow);
  const releases = plan.releases.filter(({ commit }) => Date.parse(commit.committedAt) >= since);
  const reasons = new Map<string, string>();
  for (const { commit } of releases) reasons.set(commit.id, await past.reason(commit));
  const { deployments: all, future } = await planDeployments(
    source,
    { root, ...plan },
    (release) => past.reason(release.commit),
    new Date(),
  );
  const deployments = all.filter((one) => reasons.has(one.release));
  const later = future.filter((one) => reasons.has(one.release));
  if (later.length > 0)
    terminal.note(
      `${later.length} deployments were left out: their clock was wrong, they are later than now (${later.map((one) => `${short(one.commit)} at ${one.at}`).join(", ")}).`,
    );
  return { past, releases, reasons, deployments, commits: plan.commits };
}

export async function importGit(args: string[], terminal: Terminal): Promise<void> {
  const given = parseOptions(args, options);
  const source = sourceOf(given["deployments-from"]);
  const since = sinceOf(given.since);
  const named = resolve(terminal.cwd, given.file ?? MANIFEST);
  const manifest = await readManifest(named);
  // Git gives the root of the repository without links; paths in it are told by the same.
  const manifestPath = join(await realpath(dirname(named)), basename(named));
  const feature = requireFeature(given.feature ?? manifest.feature);
  const connection = given["dry-run"] ? null : connectionOf(terminal);
  const root = (await git(dirname(manifestPath), ["rev-parse", "--show-toplevel"])).trim();
  const verify = ["rev-parse", "--verify", "--end-of-options", `${given.ref ?? "HEAD"}^{commit}`];
  const ref = (await git(root, verify)).trim();
  const blobs = new Blobs(root);
  try {
    const where = { root, ref, manifestPath, manifest, blobs };
    const { past, releases, reasons, deployments, commits } = await readPlan(where, since, source, terminal);
    const runs = source === "none" ? "" : `; ${deployments.length} deployments from ${source}`;
    terminal.note(
      `${commits} commits, of which ${releases.length} changed what ${feature} is made of${runs}.`,
    );
    if (!connection) {
      const lines = planLines(releases, deployments, reasons);
      terminal.out(given.json ? JSON.stringify({ releases, deployments }, null, 2) : lines.join("\n"));
      return terminal.note("A dry run: nothing was sent.");
    }
    const to = { connection, path: `/features/${encodeURIComponent(feature)}` };
    const { done, digests } = await sendReleases(
      to,
      { releases, past, byVersion: namedOnly(manifest) },
      terminal,
    );
    const ran = await sendDeployments(to, given.environment ?? "production", deployments, digests);
    sayDone(terminal, done, source === "none" ? null : ran);
    terminal.out(
      given.json ? JSON.stringify({ releases: done, deployments: ran }, null, 2) : String(done.new),
    );
  } finally {
    blobs.close();
  }
}
