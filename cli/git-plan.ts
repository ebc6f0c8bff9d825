import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Blobs } from "./git.ts";
import { type Commit, readLog } from "./git-log.ts";
import { type Entry, type Manifest, parseManifest } from "./manifest.ts";

/** What an artifact was at a commit: a file's blob, or what the manifest said of it. */
export type Source = { blob: string } | { said: Pick<Entry, "version" | "content" | "digest"> };
/** `since` is the commit that brought what it was, `says` what the manifest itself gave as its reason. */
export type State = { kind: string; name: string; source: Source; since: Commit; says: string | null };
export type PlannedRelease = { commit: Commit; states: State[]; changed: string[]; gone: string[] };
export type Plan = {
  releases: PlannedRelease[];
  /** Commits of the branch, oldest first, and how many releases there were by each. */
  reached: Map<string, number>;
  commits: number;
  /** What of the manifest the branch knows nothing of, in words. */
  unmet: string[];
};

export type Where = {
  root: string;
  ref: string;
  renames: "-M" | "-M100%";
  manifestPath: string;
  manifest: Manifest;
  blobs: Blobs;
};

type Event = { commit: Commit; slot: number; blob: string | null };
type Slot = { path: string; entry: Entry | null };

const MANIFEST_SLOT = 0;
const idOf = ({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`;
const keyOf = (source: Source) => ("blob" in source ? source.blob : JSON.stringify(source.said));

/** Follows each path back through the branch, renames included; a file that was away for a while is met again. */
async function follow(where: Where, slots: Slot[], onCommit: (count: number) => void) {
  const { root, ref, renames } = where;
  const names = slots.map((slot) => slot.path);
  const events: Event[] = [];
  const commits: string[] = [];
  for await (const { commit, changes } of readLog(root, ref, renames)) {
    commits.push(commit.id);
    onCommit(commits.length);
    names.forEach((name, slot) => {
      const arrived = changes.find((change) => change.path === name);
      const left = changes.find((change) => change.from === name);
      if (arrived) events.push({ commit, slot, blob: arrived.blob });
      else if (left) events.push({ commit, slot, blob: null });
      if (arrived?.from) names[slot] = arrived.from;
    });
  }
  return { events: events.reverse(), commits: commits.reverse() };
}

/** What the manifest of a commit says; null while there is none that can be read. */
async function manifestAt(blobs: Blobs, blob: string | null, path: string): Promise<Manifest | null> {
  const bytes = blob === null ? null : await blobs.read(blob);
  if (!bytes) return null;
  try {
    return parseManifest(bytes.toString("utf8"), path);
  } catch {
    return null;
  }
}

/** Where the files of a manifest stand in the repository, the manifest itself first. */
function slotsOf(manifest: Manifest, manifestPath: string, root: string): Slot[] {
  const inRepository = (path: string) => relative(root, path).split(sep).join("/");
  const files = manifest.entries.map((entry): Slot => {
    if (entry.file === undefined) return { path: "", entry };
    return { path: inRepository(resolve(dirname(manifestPath), entry.file)), entry };
  });
  return [{ path: inRepository(manifestPath), entry: null }, ...files];
}

/** The slots of which no commit of the branch has a file, each with what is missed for it. */
function unmetSlots(slots: Slot[], events: Event[]): string[] {
  const met = new Set(events.filter((event) => event.blob !== null).map((event) => event.slot));
  const said = slots
    .filter(({ entry }) => entry && entry.file === undefined)
    .map(({ entry }) => entry as Entry);
  return slots.flatMap(({ path, entry }, slot) => {
    if (met.has(slot) || path === "") return [];
    if (!entry && said.length === 0) return [];
    const what = entry ? idOf(entry) : `what it says of ${said.map(idOf).join(", ")}`;
    const isOutside = path.startsWith("../") || isAbsolute(path);
    return [
      `${what}: ${path} ${isOutside ? "is outside the repository" : "is a file in no commit of the branch"}`,
    ];
  });
}

/**
 * The releases of a branch: one for each commit after which the artifacts of the manifest were others than before. An
 * artifact that stands in the manifest itself (a model's version) has the history of the manifest.
 */
export async function planImport(where: Where, onCommit: (count: number) => void): Promise<Plan> {
  const { root, manifestPath, manifest, blobs } = where;
  const slots = slotsOf(manifest, manifestPath, root);
  const { events, commits } = await follow(where, slots, onCommit);
  const byCommit = Map.groupBy(events, (event) => event.commit.id);
  const now = new Map<string, State>();
  const releases: PlannedRelease[] = [];
  const reached = new Map<string, number>();
  let said: Manifest | null = null;
  for (const id of commits) {
    const own = byCommit.get(id) ?? [];
    const [first] = own;
    if (first) {
      const ofManifest = own.find((event) => event.slot === MANIFEST_SLOT);
      if (ofManifest) said = (await manifestAt(blobs, ofManifest.blob, manifestPath)) ?? said;
      const changed = apply(now, slots, own, ofManifest ? said : null, first.commit);
      const isOther = changed.set.length + changed.gone.length > 0;
      if (isOther && now.size > 0)
        releases.push({
          commit: first.commit,
          states: [...now.values()],
          changed: changed.set,
          gone: changed.gone,
        });
    }
    reached.set(id, releases.length);
  }
  return { releases, reached, commits: commits.length, unmet: unmetSlots(slots, events) };
}

/** Brings the state to what it is after a commit. `said` is the manifest where the commit changed it. */
function apply(now: Map<string, State>, slots: Slot[], own: Event[], said: Manifest | null, commit: Commit) {
  const set: string[] = [];
  const gone: string[] = [];
  const put = (entry: Entry, source: Source | null) => {
    const id = idOf(entry);
    const before = now.get(id);
    if (source === null) {
      if (now.delete(id)) gone.push(id);
      return;
    }
    if (before && keyOf(before.source) === keyOf(source)) return;
    const says = said?.entries.find((one) => idOf(one) === id)?.change ?? null;
    now.set(id, { kind: entry.kind, name: entry.name, source, since: commit, says });
    set.push(id);
  };
  for (const { slot, blob } of own) {
    const entry = slots[slot]?.entry;
    if (entry) put(entry, blob === null ? null : { blob });
  }
  for (const { entry } of said ? slots : []) {
    if (!entry || entry.file !== undefined) continue;
    const there = said?.entries.find((one) => idOf(one) === idOf(entry) && one.file === undefined);
    const { version, content, digest } = there ?? {};
    put(entry, there ? { said: { version, content, digest } } : null);
  }
  return { set, gone };
}
