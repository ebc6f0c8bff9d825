import "server-only";
import { db } from "#lib/core/db";
import { DAY_MS } from "#lib/core/time";
import type { CallFilters } from "#lib/telemetry/filters-schema";
import type { Bounds } from "#lib/telemetry/period";
import { allOf, countedCalls, rollupConditions, rowFilters } from "./call-conditions.ts";
import { hoursToRead, placesOf, type Stretch, stretchesOf } from "./rollup-hours.ts";

/** Days with calls that may pass, newest first. From rollups: the work grows with days, not with calls. */
async function passingDays(featureIds: number[], filters: CallFilters, { from, to }: Bounds) {
  const rows = await db().$queryRaw`
    SELECT r.feature_id AS id, NULL AS environment, extract(epoch FROM r.start)::float8 * 1000 AS start,
      sum(r.calls)::float8 AS rows, sum(${countedCalls(filters)})::float8 AS passing
    FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.feature_id = ANY (${featureIds}::int[]) AND r.grain = 'd'
      AND r.start > ${from?.toISOString() ?? "-infinity"}::timestamptz - interval '1 day'
      AND r.start < ${to?.toISOString() ?? "infinity"}::timestamptz AND ${allOf(rollupConditions(filters))}
    GROUP BY 1, r.start ORDER BY r.start DESC`;
  return stretchesOf(rows);
}

/** The hours of those days that have calls which may pass, newest first. */
async function passingHours(days: readonly Stretch[], filters: CallFilters, { from, to }: Bounds) {
  const { ids, starts } = placesOf(days);
  const rows = await db().$queryRaw`
    SELECT r.feature_id AS id, NULL AS environment, extract(epoch FROM r.start)::float8 * 1000 AS start,
      sum(r.calls)::float8 AS rows,
      coalesce(sum(${countedCalls(filters)}) FILTER (WHERE ${allOf(rollupConditions(filters))}), 0)::float8 AS passing
    FROM unnest(${ids}::int[], ${starts}::float8[]) AS day (id, start)
      JOIN call_rollup r ON r.feature_id = day.id AND r.grain = 'h' AND r.start >= to_timestamp(day.start)
        AND r.start < to_timestamp(day.start) + interval '1 day'
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.start > ${from?.toISOString() ?? "-infinity"}::timestamptz - interval '1 hour'
      AND r.start < ${to?.toISOString() ?? "infinity"}::timestamptz
    GROUP BY 1, r.start
    HAVING bool_or(${allOf(rollupConditions(filters))})
    ORDER BY r.start DESC`;
  return stretchesOf(rows);
}

/** Days that are looked through before all that went before them: what a page asks for lies mostly there. */
const RECENT_DAYS = 3;

/** The bounds in two, the newest days first; one where they are no longer than these. */
function newestFirst({ from, to }: Bounds): Bounds[] {
  const end = (to ?? new Date()).getTime();
  const cut = new Date(Math.floor(end / DAY_MS) * DAY_MS - (RECENT_DAYS - 1) * DAY_MS);
  if (from && from >= cut) return [{ from, to }];
  return [
    { from: cut, to },
    { from, to: cut },
  ];
}

/** The hours in which calls that pass the filters lie within the bounds, newest first; see hoursToRead. */
export async function* callHours(
  featureIds: number[],
  filters: CallFilters,
  bounds: Bounds,
  want: number,
): AsyncGenerator<Stretch[]> {
  const known = rowFilters.every((name) => filters[name] === undefined);
  for (const part of newestFirst(bounds)) {
    yield* hoursToRead(
      await passingDays(featureIds, filters, part),
      (group) => passingHours(group, filters, part),
      known ? want : Number.POSITIVE_INFINITY,
    );
  }
}
