import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { addDays, DAY_MS } from "#lib/core/time";
import { statusCodes } from "#lib/telemetry/domain";
import { artifactKinds } from "./domain.ts";
import type { RunningArtifact, VersionsEvidence, VersionsPolicy } from "./judge.ts";
import { compareObserved, type DeclaredRectangle, provenStretch, provenStretches } from "./proof.ts";
import { readNotKept, readRollbacks } from "./rollback/rollback-evidence.ts";
import { type DeclaredShare, newestSeen, sharesSeen } from "./share-proof.ts";

const millis = z.coerce.number();

const rectangleRow = z.object({
  from: millis,
  to: millis.nullable(),
  recorded_from: millis,
  recorded_to: millis.nullable(),
  releases: z.array(z.string()),
  weights: z.array(z.number()),
});

type WeightedRectangle = DeclaredRectangle & { shares: DeclaredShare[] };

/** Rectangles whose effective time touches the window or ended before it: all, because history is short. */
async function readRectangles(
  tx: Transaction,
  featureId: number,
  environment: string,
  now: Date,
): Promise<WeightedRectangle[]> {
  const rows = await tx.$queryRaw`
    SELECT extract(epoch FROM lower(i.effective)) * 1000 AS "from", extract(epoch FROM upper(i.effective)) * 1000 AS "to",
           extract(epoch FROM lower(i.recorded)) * 1000 AS recorded_from, extract(epoch FROM upper(i.recorded)) * 1000 AS recorded_to,
           ARRAY(SELECT r.digest FROM deployment_share s JOIN release r ON r.id = s.release_id
                  WHERE s.deployment_id = i.deployment_id ORDER BY r.digest) AS releases,
           ARRAY(SELECT s.weight_ppm FROM deployment_share s JOIN release r ON r.id = s.release_id
                  WHERE s.deployment_id = i.deployment_id ORDER BY r.digest) AS weights
      FROM deployment_interval i
     WHERE i.feature_id = ${featureId} AND i.environment = ${environment}
       AND lower(i.recorded) <= ${now.toISOString()}::timestamptz
     ORDER BY lower(i.effective), lower(i.recorded)`;
  return z
    .array(rectangleRow)
    .parse(rows)
    .map((row) => ({
      from: row.from,
      to: row.to,
      recordedFrom: row.recorded_from,
      recordedTo: row.recorded_to,
      releases: row.releases,
      shares: row.releases.map((release, index) => ({ release, ppm: row.weights[index] ?? 0 })),
    }));
}

const artifactRow = z.object({
  digest: z.string(),
  kind: z.enum(artifactKinds),
  name: z.string(),
  version: z.string(),
  change: z.string(),
});

async function readArtifacts(
  tx: Transaction,
  featureId: number,
  digests: string[],
): Promise<Record<string, RunningArtifact[]>> {
  if (digests.length === 0) return {};
  const rows = await tx.$queryRaw`
    SELECT r.digest, a.kind::text AS kind, a.name, v.version, v.change
      FROM release r
      JOIN release_artifact ra ON ra.release_id = r.id
      JOIN artifact_version v ON v.id = ra.artifact_version_id
      JOIN artifact a ON a.id = v.artifact_id
     WHERE r.feature_id = ${featureId} AND r.digest = ANY(${digests}::text[])
     ORDER BY r.digest, a.kind, a.name`;
  const found: Record<string, RunningArtifact[]> = Object.fromEntries(digests.map((digest) => [digest, []]));
  for (const { digest, ...artifact } of z.array(artifactRow).parse(rows)) found[digest]?.push(artifact);
  return found;
}

const hourRow = z.object({
  start: z.date(),
  release: z.string().nullable(),
  model: z.string().nullable(),
  generates: z.boolean(),
  failed: z.boolean(),
  calls: z.coerce.number(),
});

async function readObserved(tx: Transaction, featureId: number, environment: string, from: Date, now: Date) {
  const rows = await tx.$queryRaw`
    SELECT r.start, d.release, d.response_model AS model,
           d.operation IN ('chat', 'text_completion', 'generate_content') AS generates,
           r.status = ${statusCodes.error} AS failed, sum(r.calls) AS calls
      FROM call_rollup r
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
     WHERE r.feature_id = ${featureId} AND r.grain = 'h' AND d.environment = ${environment}
       AND r.start > ${from.toISOString()}::timestamptz AND r.start <= ${now.toISOString()}::timestamptz
     GROUP BY 1, 2, 3, 4, 5 HAVING sum(r.calls) > 0`;
  return z
    .array(hourRow)
    .parse(rows)
    .map((row) => ({ ...row, start: row.start.getTime() }));
}

/** Start of the first interaction (of its hour, once its row is gone) and of the newest day of telemetry. */
async function readLife(tx: Transaction, featureId: number, environment: string, now: Date) {
  const rows = await tx.$queryRaw`
    WITH hour AS (SELECT min(start) AS start FROM interaction_rollup WHERE feature_id = ${featureId}
             AND environment = ${environment} AND grain = 'h' AND interactions > 0)
    SELECT coalesce((SELECT min(i.started_at) FROM interaction i, hour WHERE i.feature_id = ${featureId}
             AND i.environment = ${environment} AND i.started_at >= hour.start
             AND i.started_at < hour.start + interval '1 hour' AND (i.calls > 0 OR i.outcome IS NOT NULL)),
             (SELECT start FROM hour)) AS first,
           (SELECT max(r.start) FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
             WHERE r.feature_id = ${featureId} AND r.grain = 'd' AND r.calls > 0 AND d.environment = ${environment}
               AND r.start <= ${now.toISOString()}::timestamptz) AS last_day`;
  const instant = z.date().nullable();
  return z.array(z.object({ first: instant, last_day: instant })).parse(rows)[0];
}

/** What is believed at `now` to run at `now`, and what ended or ran before it. */
function runningAt(rectangles: readonly WeightedRectangle[], now: number) {
  const believed = rectangles.filter(
    (one) => one.recordedFrom <= now && (one.recordedTo === null || one.recordedTo > now),
  );
  const current = believed.find((one) => one.from <= now && (one.to === null || one.to > now)) ?? null;
  const past = believed
    .filter((one) => one.to !== null && one.to <= now)
    .sort((a, b) => (b.to ?? 0) - (a.to ?? 0));
  return { current, past };
}

/** The last stretch before, with a release that does not run now. */
function previousOf(
  current: DeclaredRectangle | null,
  past: readonly DeclaredRectangle[],
): { digest: string; to: number } | null {
  if (current === null) return null;
  for (const one of past) {
    const digest = one.releases.find((release) => !current.releases.includes(release));
    if (digest !== undefined && one.to !== null) return { digest, to: one.to };
  }
  return null;
}

/** What was declared and what telemetry showed of one feature in one environment, as of `now`. */
export async function readVersionsEvidence(
  tx: Transaction,
  featureId: number,
  environment: string,
  policy: VersionsPolicy,
  now: Date,
): Promise<VersionsEvidence> {
  const all = await readRectangles(tx, featureId, environment, now);
  const { current, past } = runningAt(all, now.getTime());
  const before = previousOf(current, past);
  const artifacts = await readArtifacts(tx, featureId, [...new Set(all.flatMap((one) => one.releases))]);
  const models = Object.fromEntries(
    Object.entries(artifacts).map(([digest, list]) => [digest, list.filter((one) => one.kind === "model")]),
  );
  const hours = await readObserved(tx, featureId, environment, addDays(now, -policy.observedDays), now);
  const life = await readLife(tx, featureId, environment, now);
  const shared = all.flatMap((one) => {
    const stretch = provenStretch(one, policy.recordedWithinHours);
    return stretch ? [{ ...stretch, shares: one.shares }] : [];
  });
  const newestHour = hours.reduce((newest, hour) => Math.max(newest, hour.start), 0);
  const windowStart = now.getTime() - (policy.continuousDays + 1) * DAY_MS;
  const text = (at: number | null | undefined) =>
    at === null || at === undefined ? null : new Date(at).toISOString();
  return {
    running: current && {
      since: new Date(current.from).toISOString(),
      until: text(current.to),
      releases: current.releases.map((digest) => ({ digest, artifacts: artifacts[digest] ?? [] })),
    },
    lastDeclaredEnd: current ? null : text(past[0]?.to),
    rectangles: all
      .filter((one) => one.to === null || one.to > windowStart)
      .map(({ shares: _, ...rectangle }) => rectangle),
    firstInteractionAt: life?.first?.toISOString() ?? null,
    observed: {
      ...compareObserved(hours, provenStretches(all, policy.recordedWithinHours), models),
      shares: sharesSeen(hours, shared),
      newest: newestSeen(hours, current, past),
    },
    lastCallAt: newestHour > 0 ? text(newestHour) : (life?.last_day?.toISOString() ?? null),
    previous: before && {
      digest: before.digest,
      until: new Date(before.to).toISOString(),
      artifacts: artifacts[before.digest]?.length ?? 0,
      notKept: await readNotKept(tx, featureId, before.digest),
    },
    rollbacks: await readRollbacks(tx, featureId, environment, policy, now),
  };
}
