import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { dayInterval } from "#lib/core/calendar";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { MINUTE_MS } from "#lib/core/time";
import { type DeploymentRow, readDeployments } from "./deployment-rows.ts";
import { byKindAndName } from "./domain.ts";
import { artifactsOfReleases } from "./release-queries.ts";
import type { ArtifactVersion } from "./schema.ts";
import { boundFeature } from "./search.ts";
import type { ChangesPage, ChangesQuery, DayChange } from "./search-schema.ts";

const rows = z.array(
  z.object({
    id: z.string(),
    before: z.string().nullable(),
    imported: z.boolean(),
    slug: z.string(),
    name: z.string(),
    at: z.string(),
  }),
);

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
 * What began to run from one day to another, over every feature that the principal may read: by feature, then in the order
 * of time, each with what it changed. As believed now. Throws `invalid`.
 */
export async function listDayChanges(
  principal: Principal,
  query: Omit<ChangesQuery, "format">,
): Promise<ChangesPage> {
  const { feature = null, environment = null, limit } = query;
  const { from, to } = stretchOf(query);
  const [slug, at, id] = readCursor(query.cursor) ?? [null, null, null];
  const bound = boundFeature(principal);
  const tx = db();
  const found = rows.parse(
    await tx.$queryRaw`
    SELECT d.id::text, before.id::text AS before, d.imported_commit IS NOT NULL AS imported, f.slug, f.name,
           to_char(d.effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
      FROM deployment d
      JOIN feature f ON f.id = d.feature_id
      JOIN LATERAL (SELECT min(lower(i.effective)) AS start FROM deployment_interval i
                     WHERE i.deployment_id = d.id AND upper_inf(i.recorded)) own ON own.start IS NOT NULL
      LEFT JOIN LATERAL (SELECT p.deployment_id AS id FROM deployment_interval p
                          WHERE p.feature_id = d.feature_id AND p.environment = d.environment AND upper_inf(p.recorded)
                            AND upper(p.effective) <= own.start
                          ORDER BY upper(p.effective) DESC LIMIT 1) before ON true
     WHERE d.effective_at >= ${from}::timestamptz AND d.effective_at < ${to}::timestamptz
       AND (${bound}::int IS NULL OR f.id = ${bound}::int) AND (${feature}::text IS NULL OR f.slug = ${feature}::text)
       AND (${environment}::text IS NULL OR d.environment = ${environment}::text)
       AND (${slug}::text IS NULL OR (f.slug, d.effective_at, d.id) > (${slug}::text, ${at}::timestamptz, ${id}::uuid))
     ORDER BY f.slug, d.effective_at, d.id LIMIT ${limit + 1}`,
  );
  const shown = found.slice(0, limit);
  const ids = shown.flatMap((row) => (row.before === null ? [row.id] : [row.id, row.before]));
  const byId = new Map((await readDeployments(tx, [...new Set(ids)])).map((row) => [row.id, row]));
  const releaseIds = [...new Set([...byId.values()].flatMap((row) => row.releaseIds))];
  const artifacts = await artifactsOfReleases(tx, releaseIds);
  const partsOf = (row: DeploymentRow | undefined) =>
    row?.releaseIds.flatMap((one) => artifacts.get(one) ?? []) ?? [];
  const items = shown.flatMap((row): DayChange[] => {
    const own = byId.get(row.id);
    if (!own) return [];
    const before = row.before === null ? undefined : byId.get(row.before);
    const { releaseIds: _, ...deployment } = own;
    return [
      {
        feature: { slug: row.slug, name: row.name },
        deployment,
        late: Date.parse(own.reportedAt) - Date.parse(own.effectiveAt) > LATE_MS,
        imported: row.imported,
        before: before?.shares ?? [],
        changes: changedArtifacts(partsOf(before), partsOf(own)),
      },
    ];
  });
  const last = shown.at(-1);
  const next = last && JSON.stringify([last.slug, last.at, last.id]);
  return { items, next: next && found.length > limit ? Buffer.from(next).toString("base64url") : null };
}
