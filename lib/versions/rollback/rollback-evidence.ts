import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { atLeastPercent } from "#lib/core/share";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { isSeen, type RollbackPolicy, type RollbackSeen } from "./judge-rollback.ts";

/** How many of the newest rollbacks are looked at. */
const NEWEST = 10;

const millis = z.coerce.number();
const rollbackRow = z.object({
  from: z.string(),
  to: z.string(),
  recorded: millis,
  effective: millis,
  ends: millis.nullable(),
});
const hourRow = z.object({
  index: z.coerce.number(),
  start: z.date(),
  from: z.coerce.number(),
  to: z.coerce.number(),
  calls: z.coerce.number(),
});

type Hour = z.infer<typeof hourRow>;

/** How far back the release that was gone back to is looked for. */
const EARLIER_DAYS = 400;

const floorHour = (at: number) => Math.floor(at / HOUR_MS) * HOUR_MS;

/**
 * Whole hours that show the return: they begin after it was both recorded and in effect, and end before something else
 * took over. An hour in which both releases may have run proves neither.
 */
function afterwards(
  row: z.infer<typeof rollbackRow>,
  hours: number,
  now: number,
): { from: number; to: number } {
  const from = floorHour(Math.max(row.recorded, row.effective) + HOUR_MS - 1);
  const end = row.ends === null || row.ends > now ? now : floorHour(row.ends);
  return { from, to: Math.min(end, from + hours * HOUR_MS) };
}

/** The newest hour in which most calls carried the release that was left, or the one that comes nearest to it. */
function hourBefore(hours: readonly Hour[], policy: RollbackPolicy): Hour | undefined {
  const newest = hours.toSorted((a, b) => b.start.getTime() - a.start.getTime());
  const most = newest.find(
    (hour) => hour.from >= policy.rollbackCalls && atLeastPercent(hour.from, hour.calls, 50),
  );
  return most ?? newest.toSorted((a, b) => b.from / b.calls - a.from / a.calls || b.from - a.from)[0];
}

const earlierRow = z.object({
  index: z.coerce.number(),
  calls: z.coerce.number(),
  carried: z.coerce.number(),
});

/**
 * For each rollback the newest hour before `until`, or the six hours up to it, in which nearly all calls carried the
 * release it went back to. The order is telemetry's own: a report of a minute in the past gives a release no calls in it.
 */
async function readEarlier(
  tx: Transaction,
  where: { featureId: number; environment: string },
  rollbacks: readonly { index: number; to: string; until: number }[],
  policy: RollbackPolicy,
) {
  if (rollbacks.length === 0) return [];
  const text = (ms: number) => new Date(ms).toISOString();
  const found = await tx.$queryRaw`
    SELECT w.index, best.calls, best.carried
      FROM unnest(${rollbacks.map((one) => one.index)}::int[], ${rollbacks.map((one) => one.to)}::text[],
                  ${rollbacks.map((one) => text(one.until - EARLIER_DAYS * DAY_MS))}::timestamptz[],
                  ${rollbacks.map((one) => text(one.until))}::timestamptz[]) AS w (index, reached, begins, ends)
      JOIN LATERAL (
        WITH hour AS (
          SELECT r.start, sum(r.calls) AS calls, coalesce(sum(r.calls) FILTER (
                   WHERE length(d.release) >= 12 AND starts_with(w.reached, lower(d.release))), 0) AS carried
            FROM call_rollup r
            JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
                            AND d.environment = ${where.environment}
           WHERE r.feature_id = ${where.featureId} AND r.grain = 'h' AND r.start >= w.begins AND r.start < w.ends
           GROUP BY r.start),
        run AS (
          SELECT start, calls, carried FROM hour
          UNION ALL
          SELECT start, sum(calls) OVER six, sum(carried) OVER six FROM hour
          WINDOW six AS (ORDER BY start RANGE BETWEEN interval '5 hours' PRECEDING AND CURRENT ROW))
        SELECT calls, carried FROM run
         WHERE carried >= ${policy.rollbackCalls} AND carried * 100 >= calls * ${policy.rollbackPercent}
         ORDER BY start DESC LIMIT 1) AS best ON true`;
  return z.array(earlierRow).parse(found);
}

/**
 * Rollbacks of an environment that are believed at `now`, newest first, each with what telemetry showed: the newest hour
 * before it was recorded in which the release it left ran, an hour before that for the release it went back to, and the
 * whole hours after it for the same.
 */
export async function readRollbacks(
  tx: Transaction,
  featureId: number,
  environment: string,
  policy: RollbackPolicy,
  now: Date,
): Promise<RollbackSeen[]> {
  const at = now.toISOString();
  const found = await tx.$queryRaw`
    SELECT f.digest AS "from", t.digest AS "to", extract(epoch FROM d.recorded_at) * 1000 AS recorded,
           extract(epoch FROM lower(i.effective)) * 1000 AS effective, extract(epoch FROM upper(i.effective)) * 1000 AS ends
      FROM deployment d
      JOIN release f ON f.id = d.rollback_from
      JOIN deployment_share s ON s.deployment_id = d.id
      JOIN release t ON t.id = s.release_id
      JOIN LATERAL (SELECT i.effective FROM deployment_interval i
                     WHERE i.deployment_id = d.id AND i.recorded @> ${at}::timestamptz
                     ORDER BY lower(i.effective) LIMIT 1) i ON true
     WHERE d.feature_id = ${featureId} AND d.environment = ${environment} AND d.recorded_at <= ${at}::timestamptz
       AND f.id <> t.id
     ORDER BY d.recorded_at DESC LIMIT ${NEWEST}`;
  const rollbacks = z.array(rollbackRow).parse(found);
  if (rollbacks.length === 0) return [];
  const windows = rollbacks.map((row) => ({
    before: { from: floorHour(row.recorded) - policy.rollbackHours * HOUR_MS, to: row.recorded },
    after: afterwards(row, policy.rollbackHours, now.getTime()),
  }));
  const text = (ms: number) => new Date(ms).toISOString();
  const counted = await tx.$queryRaw`
    SELECT w.index, r.start, sum(r.calls) AS calls,
           coalesce(sum(r.calls) FILTER (WHERE length(d.release) >= 12 AND starts_with(w.left_release, lower(d.release))), 0) AS "from",
           coalesce(sum(r.calls) FILTER (WHERE length(d.release) >= 12 AND starts_with(w.reached, lower(d.release))), 0) AS "to"
      FROM unnest(${rollbacks.map((_, index) => index)}::int[], ${rollbacks.map((row) => row.from)}::text[],
                  ${rollbacks.map((row) => row.to)}::text[], ${windows.map((one) => text(one.before.from))}::timestamptz[],
                  ${windows.map((one) => text(Math.max(one.before.to, one.after.to)))}::timestamptz[])
             AS w (index, left_release, reached, begins, ends)
      JOIN call_rollup r ON r.feature_id = ${featureId} AND r.grain = 'h' AND r.start >= w.begins AND r.start < w.ends
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id AND d.environment = ${environment}
     GROUP BY 1, 2 HAVING sum(r.calls) > 0`;
  const hours = z.array(hourRow).parse(counted);
  const inside = (index: number, span: { from: number; to: number }) =>
    hours.filter(
      (hour) => hour.index === index && hour.start.getTime() >= span.from && hour.start.getTime() < span.to,
    );
  const seen = rollbacks.map((row, index) => {
    const window = windows[index] ?? { before: { from: 0, to: 0 }, after: { from: 0, to: 0 } };
    const before = hourBefore(inside(index, window.before), policy);
    const after = inside(index, window.after);
    const sum = (of: (hour: Hour) => number) => after.reduce((total, hour) => total + of(hour), 0);
    const rollback: RollbackSeen = {
      recordedAt: text(row.recorded),
      from: row.from,
      to: row.to,
      before: { calls: before?.calls ?? 0, carried: before?.from ?? 0 },
      after: { calls: sum((hour) => hour.calls), carried: sum((hour) => hour.to) },
      watchedUntil: text(Math.max(window.after.from, window.after.to)),
    };
    return { rollback, index, to: row.to, until: before?.start.getTime() ?? 0 };
  });
  // Only what everything else shows is worth a look into the months before.
  const shown = seen.filter(({ rollback }) => isSeen(rollback, policy));
  const earlier = await readEarlier(tx, { featureId, environment }, shown, policy);
  return seen.map(({ rollback, index }) => {
    if (!shown.some((one) => one.index === index)) return rollback;
    const { calls = 0, carried = 0 } = earlier.find((one) => one.index === index) ?? {};
    return { ...rollback, earlier: { calls, carried } };
  });
}

const retainedRow = z.object({ kind: z.string(), name: z.string(), version: z.string(), named: z.boolean() });

/**
 * Artifacts of a release of which nothing but a name is kept. A version is kept by its content, by a digest that was given, or by
 * the commit that holds it; a model and an eval set are kept by who provides them, so their name is enough.
 */
export async function readNotKept(tx: Transaction, featureId: number, digest: string): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT a.kind::text AS kind, a.name, v.version,
           v.digest = encode(sha256(convert_to(a.kind::text, 'UTF8') || '\\x00'::bytea || convert_to(a.name, 'UTF8')
             || '\\x00'::bytea || convert_to(v.version, 'UTF8')), 'hex') AS named
      FROM release r
      JOIN release_artifact ra ON ra.release_id = r.id
      JOIN artifact_version v ON v.id = ra.artifact_version_id
      JOIN artifact a ON a.id = v.artifact_id
     WHERE r.feature_id = ${featureId} AND r.digest = ${digest} AND v.content IS NULL
       AND coalesce(v.commit, r.commit) IS NULL AND a.kind NOT IN ('model', 'eval_set')
     ORDER BY a.kind, a.name`;
  return z
    .array(retainedRow)
    .parse(rows)
    .filter((row) => row.named)
    .map((row) => `${row.kind.replace("_", " ")} ${row.name} ${row.version}`);
}
