import { git } from "./git.ts";
import type { PlannedRelease } from "./git-plan.ts";
import { wrongUse } from "./problem.ts";

export const deploymentSources = ["none", "tags", "commits"] as const;
export type DeploymentSource = (typeof deploymentSources)[number];

/** A release that is taken to have run from a moment on, because a commit or a tag says so. `release` is the commit that made it. */
export type PlannedDeployment = { release: string; commit: string; at: string; reason: string; by: string };

export function sourceOf(text: string | undefined): DeploymentSource {
  const source = deploymentSources.find((one) => one === (text ?? "none"));
  if (!source) throw wrongUse(`--deployments-from is one of ${deploymentSources.join(", ")}.`);
  return source;
}

type Tag = { name: string; commit: string; at: string; by: string; subject: string };

async function tagsOf(root: string): Promise<Tag[]> {
  const fields = [
    "refname:short",
    "*objectname",
    "objectname",
    "creatordate:iso-strict",
    "taggername",
    "authorname",
    "*authorname",
    "contents:subject",
  ];
  const format = fields.map((field) => `%(${field})`).join("%1f");
  const text = await git(root, ["for-each-ref", "--sort=creatordate", `--format=${format}`, "refs/tags"]);
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [name = "", peeled, own = "", at = "", tagger, author, theirs, subject = ""] =
        line.split("\u001f");
      return {
        name,
        commit: peeled || own,
        at,
        by: tagger || author || theirs || "git",
        subject: peeled ? subject : "",
      };
    });
}

/**
 * Deployments that git's history stands for, oldest first, each later than the one before: clocks of committers differ,
 * the order of the branch does not. What a wrong clock puts after `now` is left out before that (`future`), or all that
 * follows it would be later still.
 */
export async function planDeployments(
  source: DeploymentSource,
  where: { root: string; releases: PlannedRelease[]; reached: Map<string, number> },
  reasonOf: (release: PlannedRelease) => Promise<string>,
  now: Date,
): Promise<{ deployments: PlannedDeployment[]; future: PlannedDeployment[] }> {
  const { root, releases, reached } = where;
  const planned: PlannedDeployment[] = [];
  if (source === "commits")
    for (const release of releases) {
      const { id, committedAt, author } = release.commit;
      planned.push({
        release: id,
        commit: id,
        at: committedAt,
        reason: await reasonOf(release),
        by: author,
      });
    }
  if (source === "tags")
    for (const tag of await tagsOf(root)) {
      const release = releases[(reached.get(tag.commit) ?? 0) - 1]?.commit.id;
      const said = tag.subject && tag.subject !== tag.name ? `: ${tag.subject}` : "";
      if (release)
        planned.push({
          release,
          commit: tag.commit,
          at: tag.at,
          reason: `Tag ${tag.name}${said}`,
          by: tag.by,
        });
    }
  const isFuture = ({ at }: PlannedDeployment) => new Date(at) > now;
  let last = 0;
  const deployments = planned
    .filter((one) => !isFuture(one))
    .map((one) => {
      last = Math.max(Date.parse(one.at), last + 1000);
      return { ...one, at: new Date(last).toISOString() };
    });
  return { deployments, future: planned.filter(isFuture) };
}
