import { createHash } from "node:crypto";
import { type Blobs, git } from "./git.ts";
import type { Commit } from "./git-log.ts";
import type { PlannedRelease, State } from "./git-plan.ts";
import { NO_REASON, needsMerged, reasonOf } from "./git-reason.ts";
import { type Artifact, contentOf } from "./manifest.ts";

/** An artifact as it is sent, and the digest that the server will know it by, where it has content or a digest. */
export type ReadArtifact = Artifact & { commit: string };

/** Reads artifacts of the past: contents once while releases in turn have them, reasons from the commits that changed them. */
export class PastArtifacts {
  private readonly root: string;
  private readonly blobs: Blobs;
  private readonly shallow: ReadonlySet<string>;
  private readonly reasons = new Map<string, string>();
  /** Contents of the release before: most of the next one is the same. All of the past would be too much to hold. */
  private contents = new Map<string, ReturnType<typeof contentOf>>();

  constructor(root: string, blobs: Blobs, shallow: ReadonlySet<string>) {
    this.root = root;
    this.blobs = blobs;
    this.shallow = shallow;
  }

  /** Why a commit changed what it changed. The oldest commit of a shallow clone changed nothing itself. */
  async reason(commit: Commit): Promise<string> {
    const known = this.reasons.get(commit.id);
    if (known !== undefined) return known;
    const reason = this.shallow.has(commit.id)
      ? `${NO_REASON}: commit ${commit.id.slice(0, 12)} is the oldest of a shallow clone.`
      : reasonOf(commit, needsMerged(commit) ? await this.merged(commit) : []);
    this.reasons.set(commit.id, reason);
    return reason;
  }

  /** Subjects of the commits that a merge brought, newest first. */
  private async merged({ parents }: Commit): Promise<string[]> {
    const [first, ...others] = parents;
    const text = await git(this.root, [
      "log",
      "--no-merges",
      "--max-count=50",
      "--format=%s",
      ...others,
      `^${first}`,
      "--",
    ]);
    return text.split("\n").filter(Boolean);
  }

  async read({ kind, name, source, since, says }: State): Promise<ReadArtifact | null> {
    const change = says ?? (await this.reason(since));
    const base = { kind, name, change, commit: since.id };
    if ("said" in source) return { ...base, ...source.said };
    const content = this.contents.get(source.blob) ?? (await this.contentOf(source.blob));
    return content && { ...base, ...content };
  }

  private async contentOf(blob: string) {
    const bytes = await this.blobs.read(blob);
    if (!bytes) return null;
    const content = contentOf(bytes);
    this.contents.set(blob, content);
    return content;
  }

  /** Artifacts of a release; null where the clone does not hold one of their contents. */
  async of(release: PlannedRelease): Promise<ReadArtifact[] | null> {
    const read: ReadArtifact[] = [];
    for (const state of release.states) {
      const artifact = await this.read(state);
      if (!artifact) return null;
      read.push(artifact);
    }
    const used = new Set(release.states.map(({ source }) => ("blob" in source ? source.blob : "")));
    this.contents = new Map([...this.contents].filter(([blob]) => used.has(blob)));
    return read;
  }
}

/** What tells artifacts of a release apart: their names, and the digest or version of each. */
export function fingerprint(
  artifacts: { kind: string; name: string; version?: string; content?: string; digest?: string }[],
  byVersion: ReadonlySet<string>,
): string {
  const lines = artifacts.map(({ kind, name, version, content, digest }) => {
    const id = `${kind} ${name}`;
    if (byVersion.has(id)) return `${id} ${version}`;
    return `${id} ${
      digest ??
      createHash("sha256")
        .update(content ?? "")
        .digest("hex")
    }`;
  });
  return lines.sort().join("\n");
}
