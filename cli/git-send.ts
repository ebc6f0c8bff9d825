import { type Connection, problemText, request } from "./client.ts";
import type { PlannedDeployment } from "./git-deployments.ts";
import type { PlannedRelease } from "./git-plan.ts";
import { fingerprint, type PastArtifacts, type ReadArtifact } from "./git-release.ts";
import { CliError } from "./problem.ts";
import type { Terminal } from "./terminal.ts";

type Target = { connection: Connection; path: string };
type Known = { release: string; prints: string };
export type SentReleases = {
  done: { new: number; known: number; unread: number };
  /** The release that stands for each commit. */
  digests: Map<string, string>;
};
/** `left`: somebody had reported what ran then. `refused`: what the server said, and of how many. */
export type SentDeployments = { new: number; known: number; left: number; refused: Record<string, number> };

/** Imported releases that the feature has, by commit: what an earlier run brought need not be sent again. */
async function knownReleases({ connection, path }: Target, byVersion: ReadonlySet<string>) {
  const known = new Map<string, Known>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const asked = `${path}/releases?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = (await (await request(connection, { method: "GET", path: asked })).json()) as {
      items: { release: string; commit: string | null; imported: object | null; artifacts: ReadArtifact[] }[];
      next: string | null;
    };
    for (const { release, commit, imported, artifacts } of page.items)
      if (commit && imported) known.set(commit, { release, prints: fingerprint(artifacts, byVersion) });
    cursor = page.next;
  }
  return known;
}

/** A name or text of git as the server takes it: of that length at most, with no half of a character at its end. */
const cut = (text: string, length: number) => text.trim().slice(0, length).toWellFormed();
const nameOf = (author: string) => cut(author, 200) || "unknown";

async function sendRelease({ connection, path }: Target, release: PlannedRelease, artifacts: ReadArtifact[]) {
  const { id, committedAt, author } = release.commit;
  const imported = { committedAt, author: nameOf(author) };
  const body = { artifacts, commit: id, imported };
  const answer = await request(connection, { method: "POST", path: `${path}/releases`, body });
  const { release: digest } = (await answer.json()) as { release: string };
  return { digest, isNew: answer.status === 201 };
}

/** Declares releases one after the other, the oldest first. What stops it leaves what was sent; another run goes on from there. */
export async function sendReleases(
  target: Target,
  what: { releases: PlannedRelease[]; past: PastArtifacts; byVersion: ReadonlySet<string> },
  terminal: Terminal,
): Promise<SentReleases> {
  const { releases, past, byVersion } = what;
  const known = await knownReleases(target, byVersion);
  const digests = new Map<string, string>();
  const done = { new: 0, known: 0, unread: 0 };
  const step = Math.max(1, Math.ceil(releases.length / 20));
  for (const [index, release] of releases.entries()) {
    const { id } = release.commit;
    if (index > 0 && index % step === 0) terminal.note(`  ${index} of ${releases.length} releases`);
    const artifacts = await past.of(release);
    if (!artifacts) {
      done.unread++;
      continue;
    }
    const before = known.get(id);
    if (before && before.prints === fingerprint(artifacts, byVersion)) {
      done.known++;
      digests.set(id, before.release);
      continue;
    }
    const sent = await sendRelease(target, release, artifacts).catch((error: Error) => {
      const where = `Stopped at commit ${id.slice(0, 12)}, after ${index} of ${releases.length} releases`;
      throw new CliError(1, `${where}; another run goes on from there. ${error.message}`);
    });
    done[sent.isNew ? "new" : "known"]++;
    digests.set(id, sent.digest);
  }
  return { done, digests };
}

/**
 * Records what was concluded to have run. Where somebody has reported what ran, that stays (`left`). What is refused (a
 * commit before the year 2000) must not keep the rest out on every run, so it is counted and the next one is sent.
 */
export async function sendDeployments(
  { connection, path }: Target,
  environment: string,
  deployments: PlannedDeployment[],
  digests: ReadonlyMap<string, string>,
): Promise<SentDeployments> {
  const done: SentDeployments = { new: 0, known: 0, left: 0, refused: {} };
  for (const { release, commit, at, reason, by } of deployments) {
    const digest = digests.get(release);
    if (!digest) continue;
    const shares = [{ release: digest, weight: 1 }];
    const imported = { commit };
    const said = { reason: cut(reason, 1900), reportedBy: nameOf(by) };
    const body = { environment, shares, effectiveAt: at, ...said, imported };
    const call = { method: "POST", path: `${path}/deployments`, body, alsoTake: [400, 409] } as const;
    const answer = await request(connection, call);
    if (answer.status === 400) {
      const words = await problemText(answer);
      done.refused[words] = (done.refused[words] ?? 0) + 1;
    } else done[answer.status === 409 ? "left" : answer.status === 201 ? "new" : "known"]++;
  }
  const [words] = Object.keys(done.refused);
  if (words !== undefined && done.new + done.known + done.left === 0)
    throw new CliError(1, `The server refused every deployment. ${words}`);
  return done;
}
