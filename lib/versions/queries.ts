import "server-only";
import { z } from "zod";
import { dayInterval } from "#lib/core/calendar";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { artifactsByDigest, type Question, segmentsOf } from "./day/segments.ts";
import { readDeployments } from "./deployment-rows.ts";
import { nameOfChange } from "./domain.ts";
import { instantText, microsOf, microsOfDate, type Span } from "./instant.ts";
import { lockTimeline, readRectangles, recordedMoment } from "./rectangles.ts";
import type { DeploymentAnswer, Running, Segment } from "./schema.ts";

/** The stretch that `at` names: a calendar day of the zone, or an instant (of no length); now when absent. Throws `invalid`. */
export function spanOf(at: string | undefined, zone: string, now: Date): Span {
  if (at === undefined || at.includes("T")) {
    const instant = at === undefined ? microsOfDate(now) : microsOf(at);
    return { from: instant, to: instant };
  }
  try {
    const { from, to } = dayInterval(at, zone);
    return { from: microsOfDate(from), to: microsOfDate(to) };
  } catch {
    throw new AppError("invalid", `at: ${at} is no day of the calendar.`);
  }
}

/**
 * What ran in a stretch (or at an instant), as believed at `knownAt`, or now when that is null or still to come. The
 * segments cover the stretch, gaps included. What telemetry showed fills gaps only as known now, because telemetry
 * keeps no second time axis.
 */
export async function running(question: Question): Promise<Running> {
  const { featureId, environment, span } = question;
  return db().$transaction(
    async (tx) => {
      await lockTimeline(tx, featureId, environment, "read");
      const now = await recordedMoment(tx, featureId, environment, 0);
      const isNow = question.knownAt === null || question.knownAt >= now;
      const knownAt = isNow ? now : (question.knownAt ?? now);
      const believed = await readRectangles(tx, {
        featureId,
        environment,
        span,
        knownAt: isNow ? null : knownAt,
      });
      return {
        interval: { from: instantText(span.from), to: instantText(span.to) },
        environment,
        knownAt: instantText(knownAt),
        segments: await segmentsOf(tx, question, believed, isNow && !question.declaredOnly),
      };
    },
    { timeout: 30_000, maxWait: 30_000 },
  );
}

/** What runs at this moment: the segment that holds it, or null when nothing is declared. */
export async function runningNow(featureId: number, environment: string): Promise<Segment | null> {
  const span = spanOf(undefined, "UTC", new Date());
  const { segments } = await running({ featureId, environment, span, knownAt: null });
  const [segment] = segments;
  return segment && segment.certainty === "declared" ? segment : null;
}

/** A deployment as a mark on a chart. `name` is what changed ("prompt v13"), else the digest's beginning. */
export type DeploymentMark = Omit<DeploymentAnswer, "environment"> & { name: string };

/** Deployments that began in the stretch and are still believed, the oldest first. */
export async function listDeployments(
  featureId: number,
  environment: string,
  from: Date,
  to: Date,
): Promise<DeploymentMark[]> {
  // One more from before the stretch, so that the first has something to differ from.
  const rows = await db().$queryRaw`
    WITH believed AS (
      SELECT d.id, d.effective_at FROM deployment d
      WHERE d.feature_id = ${featureId} AND d.environment = ${environment} AND d.effective_at < ${to.toISOString()}::timestamptz
        AND EXISTS (SELECT FROM deployment_interval i WHERE i.deployment_id = d.id AND upper_inf(i.recorded)))
    SELECT id::text FROM believed WHERE effective_at >= ${from.toISOString()}::timestamptz
    UNION ALL (SELECT id::text FROM believed WHERE effective_at < ${from.toISOString()}::timestamptz ORDER BY effective_at DESC LIMIT 1)`;
  const ids = z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map((row) => row.id);
  const deployments = await readDeployments(db(), ids);
  const digests = deployments.flatMap((one) => one.shares.map((share) => share.release));
  const artifacts = await artifactsByDigest(db(), featureId, [...new Set(digests)]);
  const partsOf = (shares: DeploymentAnswer["shares"]) =>
    shares.flatMap((share) => artifacts.get(share.release) ?? []);
  return deployments
    .map(({ environment: _, releaseIds: __, ...one }, index) => {
      const before = deployments[index - 1]?.shares ?? [];
      const newest =
        one.shares.find((share) => !before.some((old) => old.release === share.release)) ?? one.shares[0];
      const name = nameOfChange(partsOf(one.shares), partsOf(before)) ?? newest?.release.slice(0, 12) ?? "";
      return { ...one, name };
    })
    .filter((one) => microsOf(one.effectiveAt) >= microsOfDate(from));
}

/** Environments that a deployment or telemetry of the feature named; production is always among them. */
export async function listEnvironments(featureId: number): Promise<string[]> {
  const rows = await db().$queryRaw`
    SELECT environment FROM deployment WHERE feature_id = ${featureId}
    UNION SELECT environment FROM dimension WHERE feature_id = ${featureId}`;
  const named = z
    .array(z.object({ environment: z.string() }))
    .parse(rows)
    .map((row) => row.environment);
  return [...new Set(["production", ...named.sort()])];
}
