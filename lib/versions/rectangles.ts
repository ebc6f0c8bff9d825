import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import type { Rectangle, Remainder } from "./domain.ts";
import { instantText, type Micros, type Span } from "./instant.ts";

// Instants go to Postgres as text and come back as whole microseconds: a Date would cut three digits.

const micros = z.bigint().transform(Number);
const openEnd = z
  .bigint()
  .nullable()
  .transform((value) => (value === null ? Number.POSITIVE_INFINITY : Number(value)));

/** One writer at a time for a feature's environment; readers share the lock, so that what they saw stays true for their moment. */
export async function lockTimeline(
  tx: Transaction,
  featureId: number,
  environment: string,
  mode: "write" | "read",
): Promise<void> {
  const name = `deployment ${featureId} ${environment}`;
  if (mode === "write") await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`;
}

/**
 * The moment of a report or of a question, under the lock: the clock, or `step` after the newest report where the clock
 * stands behind it (two reports within a microsecond, a clock that was set back).
 */
export async function recordedMoment(
  tx: Transaction,
  featureId: number,
  environment: string,
  step: 0 | 1,
): Promise<Micros> {
  const rows = await tx.$queryRaw`
    SELECT (extract(epoch FROM greatest(
      clock_timestamp(), max(recorded_at) + ${step}::int * interval '1 microsecond')) * 1000000)::bigint AS at
    FROM deployment WHERE feature_id = ${featureId} AND environment = ${environment}`;
  return z.tuple([z.object({ at: micros })]).parse(rows)[0].at;
}

const rectangleRows = z.array(
  z
    .object({
      id: z.bigint().transform(String),
      deployment_id: z.string(),
      started: micros,
      from: micros,
      to: openEnd,
    })
    .transform(
      ({ id, deployment_id, started, from, to }): Rectangle => ({
        id,
        deploymentId: deployment_id,
        startedAt: started,
        from,
        to,
      }),
    ),
);

/** Text of an end for SQL; the empty text is an open one. */
const endText = (end: Micros) => (end === Number.POSITIVE_INFINITY ? "" : instantText(end));

/** What was believed at `knownAt` of the stretch, or is believed now when it is null. An instant is a stretch of no length. */
export async function readRectangles(
  tx: Transaction,
  where: { featureId: number; environment: string; span: Span; knownAt: Micros | null },
): Promise<Rectangle[]> {
  const { featureId, environment, span, knownAt } = where;
  const known = knownAt === null ? "" : instantText(knownAt);
  const bounds = span.from === span.to ? "[]" : "[)";
  const rows = await tx.$queryRaw`
    SELECT i.id, i.deployment_id::text, (extract(epoch FROM d.effective_at) * 1000000)::bigint AS started,
      (extract(epoch FROM lower(i.effective)) * 1000000)::bigint AS from,
      (extract(epoch FROM upper(i.effective)) * 1000000)::bigint AS to
    FROM deployment_interval i JOIN deployment d ON d.id = i.deployment_id
    WHERE i.feature_id = ${featureId} AND i.environment = ${environment}
      AND i.effective && tstzrange(${instantText(span.from)}::timestamptz, NULLIF(${endText(span.to)}, '')::timestamptz, ${bounds})
      AND CASE WHEN ${known} = '' THEN upper_inf(i.recorded) ELSE i.recorded @> NULLIF(${known}, '')::timestamptz END
    ORDER BY i.effective`;
  return rectangleRows.parse(rows);
}

/** Ends the belief in rectangles at `now`. The one update that this table ever sees. */
export async function closeRectangles(tx: Transaction, closed: Rectangle[], now: Micros): Promise<void> {
  const ids = closed.map((one) => one.id);
  await tx.$executeRaw`
    UPDATE deployment_interval SET recorded = tstzrange(lower(recorded), ${instantText(now)}::timestamptz)
    WHERE id = ANY(${ids}::bigint[])`;
}

/** Believes rectangles from `now` on. */
export async function insertRectangles(
  tx: Transaction,
  where: { featureId: number; environment: string; now: Micros },
  rectangles: Remainder[],
): Promise<void> {
  const ids = rectangles.map((one) => one.deploymentId);
  const starts = rectangles.map((one) => instantText(one.from));
  const ends = rectangles.map((one) => endText(one.to));
  await tx.$executeRaw`
    INSERT INTO deployment_interval (deployment_id, feature_id, environment, effective, recorded)
    SELECT id::uuid, ${where.featureId}, ${where.environment},
      tstzrange(start::timestamptz, NULLIF(stop, '')::timestamptz), tstzrange(${instantText(where.now)}::timestamptz, NULL)
    FROM unnest(${ids}::text[], ${starts}::text[], ${ends}::text[]) AS piece (id, start, stop)`;
}
