import "server-only";
import { Prisma } from "#prisma/client";

/** Instants as RFC 3339 texts: parts of SQL that more than one summary of rollups is made of. */
export type Span = { from: string; to: string };

/** Mean cents of the priced interactions of a row of `table`; nothing but zeros beside what has no price is no figure. */
export function meanOf(table: string): Prisma.Sql {
  return Prisma.raw(`CASE WHEN ${table}.cost > 0 OR ${table}.priced = ${table}.interactions
    THEN (${table}.cost / nullif(${table}.priced, 0) / 1e7)::float8 END`);
}

type Ids = readonly number[];

/** Ids as an array of SQL. */
export const arrayOf = (ids: Ids): Prisma.Sql => Prisma.sql`${[...ids]}::int[]`;

/** Sums of the interactions of production by feature: `interactions`, `priced` and `cost`; by its `start` too for days. */
export function interactionSums(ids: Ids, grain: "h" | "d", { from, to }: Span): Prisma.Sql {
  const start = grain === "d" ? Prisma.sql`, r.start` : Prisma.empty;
  return Prisma.sql`
    SELECT r.feature_id${start}, sum(r.interactions) AS interactions, sum(r.priced_interactions) AS priced,
      sum(r.priced_cost_nano) AS cost
    FROM interaction_rollup r
    WHERE r.feature_id = ANY (${arrayOf(ids)}) AND r.environment = 'production' AND r.grain = ${grain}::"char"
      AND r.start >= ${from}::timestamptz AND r.start < ${to}::timestamptz
    GROUP BY r.feature_id${start}`;
}

/** Sums of the hours of calls of production by feature: `billable` and `unpriced`. */
export function callSums(ids: Ids, { from, to }: Span): Prisma.Sql {
  return Prisma.sql`
    SELECT r.feature_id, sum(r.billable_calls) AS billable, sum(r.unpriced_calls) AS unpriced
    FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.feature_id = ANY (${arrayOf(ids)}) AND d.environment = 'production' AND r.grain = 'h'
      AND r.start >= ${from}::timestamptz AND r.start < ${to}::timestamptz
    GROUP BY r.feature_id`;
}

/** What days of UTC have cost in all environments, by feature: `cost`. */
export function spend(ids: Ids, { from, to }: Span): Prisma.Sql {
  return Prisma.sql`
    SELECT r.feature_id, sum(r.cost_nano) AS cost
    FROM call_rollup r
    WHERE r.feature_id = ANY (${arrayOf(ids)}) AND r.grain = 'd'
      AND r.start >= ${from}::timestamptz AND r.start < ${to}::timestamptz
    GROUP BY r.feature_id`;
}

/** Means of the UTC days that begin from `from` on and before `to`, as `sparkline` by asked.id, of the sums in `by_day`; with what they add up to. */
export function daysOf({ from, to }: Span): Prisma.Sql {
  return Prisma.sql`
    SELECT asked.id, sum(by_day.interactions) AS interactions, sum(by_day.priced) AS priced,
      sum(by_day.cost) AS cost, array_agg(${meanOf("by_day")} ORDER BY day) AS sparkline
    FROM asked
      CROSS JOIN generate_series(${from}::timestamptz, ${to}::timestamptz - interval '1 hour', interval '24 hours') AS day
      LEFT JOIN by_day ON by_day.feature_id = asked.id AND by_day.start = day
    GROUP BY asked.id`;
}

/** When the newest call of asked.id started, for a lateral join. */
export const newestCall = Prisma.sql`
  SELECT c.started_at FROM call c WHERE c.feature_id = asked.id ORDER BY c.started_at DESC LIMIT 1`;

/** An instant as the answer's text. */
export function instantText(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
