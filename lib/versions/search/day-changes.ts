import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { dayInterval } from "#lib/core/calendar";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { MINUTE_MS } from "#lib/core/time";
import { readDeployments } from "#lib/versions/deployment-rows";
import { byKindAndName } from "#lib/versions/domain";
import { instantText, microsOf } from "#lib/versions/instant";
import { artifactsOfReleases } from "#lib/versions/release-queries";
import type { ArtifactVersion } from "#lib/versions/schema";
import { type ChangeEdge, readEdges } from "./change-edges.ts";
import { type NetEnds, readNetEnds } from "./net-changes.ts";
import { readObservedChanges } from "./observed-changes.ts";
import { boundFeature } from "./search.ts";
import type { ChangesPage, ChangesQuery, DayChange, NetChange } from "./search-schema.ts";

const cursorShape = z.tuple([z.string(), z.iso.datetime({ offset: true }), z.uuid()]);

function readCursor(text: string | undefined): z.infer<typeof cursorShape> | null {
  if (text === undefined) return null;
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw new AppError("invalid", "cursor: not one that a list gave.");
  }
}

/** From the beginning of the first day to the end of the last. Throws `invalid`. */
function stretchOf({ from, to, tz }: Pick<ChangesQuery, "from" | "to" | "tz">) {
  if (to < from) throw new AppError("invalid", "to: the last day is before the first.");
  try {
    return { from: dayInterval(from, tz).from.toISOString(), to: dayInterval(to, tz).to.toISOString() };
  } catch {
    throw new AppError("invalid", `from, to: ${from} or ${to} is no day of the calendar.`);
  }
}

/** Versions that came and went between two sets of shares, by artifact; the reason is of what came last. */
export function changedArtifacts(before: ArtifactVersion[], now: ArtifactVersion[]): DayChange["changes"] {
  const keyOf = ({ kind, name }: ArtifactVersion) => `${kind}\0${name}`;
  const byKey = Map.groupBy([...before, ...now].sort(byKindAndName), keyOf);
  return [...byKey].flatMap(([key, [first]]) => {
    if (!first) return [];
    const only = (own: ArtifactVersion[], other: ArtifactVersion[]) =>
      own.filter(
        (one) =>
          keyOf(one) === key && !other.some((two) => keyOf(two) === key && two.version === one.version),
      );
    const [went, came] = [only(before, now), only(now, before)];
    if (went.length + came.length === 0) return [];
    const versions = (list: ArtifactVersion[]) => [...new Set(list.map((one) => one.version))];
    const { kind, name } = first;
    return [{ kind, name, from: versions(went), to: versions(came), change: came.at(-1)?.change ?? null }];
  });
}

const LATE_MS = 5 * MINUTE_MS;

/**
 * What began, came back or ended from one day to another, over every feature that the principal may read: by feature, then
 * in the order of time, each with what it changed. As believed now. The first page says too which models telemetry saw
 * answer for the first time, and what differs in the end. Throws `invalid`.
 */
export async function listDayChanges(
  principal: Principal,
  query: Omit<ChangesQuery, "format">,
): Promise<ChangesPage> {
  const { feature = null, environment = null, limit } = query;
  const after = readCursor(query.cursor);
  const bound = boundFeature(principal);
  const tx = db();
  const stretch = stretchOf(query);
  const about = { ...stretch, bound, feature, environment };
  const isFirst = after === null;
  const [found, seen, ends] = await Promise.all([
    readEdges(tx, { ...about, after, limit: limit + 1 }),
    isFirst ? readObservedChanges(tx, about) : { observed: [], moreObserved: 0 },
    isFirst ? readNetEnds(tx, about) : [],
  ]);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next = last && JSON.stringify([last.slug, last.at, last.id]);
  return {
    ...seen,
    net: await netOf(tx, ends),
    items: await changesOf(tx, shown),
    next: next && found.length > limit ? Buffer.from(next).toString("base64url") : null,
  };
}

/** Reports by id, and the artifact versions of what each of them says ran. */
async function readReports(tx: Transaction, ids: readonly (string | null)[]) {
  const known = ids.filter((id) => id !== null);
  const byId = new Map((await readDeployments(tx, [...new Set(known)])).map((row) => [row.id, row]));
  const releaseIds = [...new Set([...byId.values()].flatMap((row) => row.releaseIds))];
  const artifacts = await artifactsOfReleases(tx, releaseIds);
  const partsOf = (id: string | null): ArtifactVersion[] =>
    (id === null ? undefined : byId.get(id))?.releaseIds.flatMap((one) => artifacts.get(one) ?? []) ?? [];
  return { byId, partsOf };
}

/** What differs in the end, however often it changed in between. */
async function netOf(tx: Transaction, ends: readonly NetEnds[]): Promise<NetChange[]> {
  const { partsOf } = await readReports(
    tx,
    ends.flatMap(({ first, last }) => [first, last]),
  );
  return ends
    .map(({ slug, name, environment, first, last }) => ({
      feature: { slug, name },
      environment,
      changes: changedArtifacts(partsOf(first), partsOf(last)),
    }))
    .filter(({ changes }) => changes.length > 0);
}

/** Each edge with what was reported and what it changed. */
async function changesOf(tx: Transaction, edges: readonly ChangeEdge[]): Promise<DayChange[]> {
  const { byId, partsOf } = await readReports(
    tx,
    edges.flatMap(({ id, before }) => [id, before]),
  );
  return edges.flatMap(({ event, imported, slug, name, ...edge }): DayChange[] => {
    const own = byId.get(edge.id);
    if (!own) return [];
    const isEnd = event === "ended";
    const beforeId = isEnd ? own.id : edge.before;
    const { releaseIds: _, ...deployment } = own;
    return [
      {
        feature: { slug, name },
        at: instantText(microsOf(edge.at)),
        event,
        deployment,
        knownSince: instantText(microsOf(edge.knownSince)),
        late: Date.parse(edge.knownSince) - Date.parse(edge.at) > LATE_MS,
        imported,
        before: (beforeId === null ? undefined : byId.get(beforeId))?.shares ?? [],
        changes: changedArtifacts(partsOf(beforeId), isEnd ? [] : partsOf(own.id)),
      },
    ];
  });
}
