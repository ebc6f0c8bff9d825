import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { Prisma } from "#prisma/client";
import { type CostSummary, costSummary } from "./schema.ts";
import {
  arrayOf,
  callSums,
  daysOf,
  instantText,
  interactionSums,
  meanOf,
  newestCall,
  type Span,
  spend,
} from "./summary-sql.ts";

/** The spans of a summary at an instant. */
type Spans = { hours: Span; days: Span; month: Span };

/** Days of UTC have 24 hours each. */
function spansAt(now: Date): Spans {
  const to = new Date(Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const tomorrow = new Date(today + DAY_MS).toISOString();
  return {
    hours: { from: new Date(to.getTime() - DAY_MS).toISOString(), to: to.toISOString() },
    days: { from: new Date(today - 29 * DAY_MS).toISOString(), to: tomorrow },
    month: {
      from: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())).toISOString(),
      to: tomorrow,
    },
  };
}

const named = z.looseObject({ featureId: z.number() });

/** Rows as one JSON document: with hundreds of features that is read in a fraction of the time that rows and their arrays take. */
async function rowsOf<R>(query: Prisma.Sql, row: z.ZodType<R>): Promise<R[]> {
  const found = await db().$queryRaw`SELECT json_agg(found) AS rows FROM (${query}) AS found`;
  return z.tuple([z.object({ rows: z.array(row).nullable() })]).parse(found)[0].rows ?? [];
}

const asked = (ids: readonly number[]) => Prisma.sql`SELECT unnest(${arrayOf(ids)}) AS id`;

/** What the rollups of interactions say: of the last 24 hours, and of each of 30 days. */
function ofInteractions(ids: readonly number[], { hours, days }: Spans): Prisma.Sql {
  return Prisma.sql`
    WITH asked AS (${asked(ids)}),
    hours AS (${interactionSums(ids, "h", hours)}),
    by_day AS (${interactionSums(ids, "d", days)}),
    days AS (${daysOf(days)})
    SELECT asked.id AS "featureId",
      ${meanOf("hours")} AS "cents24h",
      ${meanOf("days")} AS "cents30d",
      coalesce(hours.interactions, 0)::float8 AS "interactions24h",
      days.sparkline AS "sparkline"
    FROM asked
      JOIN days ON days.id = asked.id
      LEFT JOIN hours ON hours.feature_id = asked.id`;
}

/** What the rollups of calls say of the last 24 hours; and the newest call itself. */
function ofCalls(ids: readonly number[], { hours }: Spans): Prisma.Sql {
  return Prisma.sql`
    WITH asked AS (${asked(ids)}), calls AS (${callSums(ids, hours)})
    SELECT asked.id AS "featureId",
      coalesce(calls.billable, 0)::float8 AS "billableCalls24h",
      coalesce(calls.unpriced, 0)::float8 AS "unpricedCalls24h",
      ${instantText(Prisma.sql`newest.started_at`)} AS "lastTelemetryAt"
    FROM asked
      LEFT JOIN calls ON calls.feature_id = asked.id
      LEFT JOIN LATERAL (${newestCall}) AS newest ON true`;
}

/** What the UTC month of `now` has cost so far, in all environments. */
function ofMonth(ids: readonly number[], { month }: Spans): Prisma.Sql {
  return Prisma.sql`
    WITH asked AS (${asked(ids)}), spend AS (${spend(ids, month)})
    SELECT asked.id AS "featureId", coalesce(spend.cost, 0)::text AS "spendThisMonthNano"
    FROM asked LEFT JOIN spend ON spend.feature_id = asked.id`;
}

/** The answers of all of the queries for a feature as its summary; a feature that one of them does not have is left out. */
async function joined(queries: readonly Prisma.Sql[]): Promise<Map<number, CostSummary>> {
  const answers = await Promise.all(queries.map((query) => rowsOf(query, named)));
  const rows = [...Map.groupBy(answers.flat(), ({ featureId }) => featureId)];
  const whole = rows.filter(([, parts]) => parts.length === queries.length);
  return new Map(whole.map(([id, parts]) => [id, costSummary.parse(Object.assign({}, ...parts))]));
}

/**
 * Cost of features at a glance, from all their rollups, in three queries side by side. Production only. The answer has
 * an entry for each id that was asked for, also where there is no telemetry. `now` decides which 24 hours and 30 days.
 */
export async function costSummaries(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary>> {
  if (featureIds.length === 0) return new Map();
  const spans = spansAt(now);
  return joined([ofInteractions(featureIds, spans), ofCalls(featureIds, spans), ofMonth(featureIds, spans)]);
}

/**
 * Features from which on a list shows what was kept, which is a minute old: fewer are summed anew in the same time, so
 * that history that has just been loaded shows at once.
 */
export const LONG_LIST = 100;

/** What is older is not shown: the job that keeps it, once a minute, has missed two turns. */
const KEPT_FOR_MS = 2.5 * MINUTE_MS;

const keptSummary = costSummary.omit({ sparkline: true });
const keptLine = costSummary.pick({ featureId: true, sparkline: true });

/**
 * What is kept and new enough, by feature; nothing of the others. What a month has cost is no month's before, and what
 * another version kept, in another form, counts as not kept.
 */
async function kept<R>(of: Prisma.Sql, row: z.ZodType<R>, ids: readonly number[], now: Date): Promise<R[]> {
  const from = Math.max(now.getTime() - KEPT_FOR_MS, Date.parse(spansAt(now).month.from));
  const [since, until] = [from, now.getTime() + KEPT_FOR_MS].map((ms) => new Date(ms).toISOString());
  const found = await db().$queryRaw<{ rows: unknown[] | null }[]>`
    SELECT json_agg(${of}) AS rows FROM cost_kept
    WHERE feature_id = ANY (${arrayOf(ids)})
      AND kept_at BETWEEN ${since}::timestamptz AND ${until}::timestamptz`;
  return (found[0]?.rows ?? []).flatMap((one) => {
    const read = row.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

/** Summed now, for the features of which nothing new enough is kept. */
function others(ids: readonly number[], found: ReadonlyMap<number, unknown>, now: Date) {
  return costSummaries(
    ids.filter((id) => !found.has(id)),
    now,
  );
}

/** The same as costSummaries for lists of many features, as it was a minute ago and without the lines. */
export async function costSummariesOfList(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary>> {
  const rows = await kept(Prisma.sql`summary`, keptSummary, featureIds, now);
  const found = new Map<number, CostSummary>(rows.map((row) => [row.featureId, { ...row, sparkline: [] }]));
  for (const [id, summary] of await others(featureIds, found, now))
    found.set(id, { ...summary, sparkline: [] });
  return found;
}

/** The lines alone, for the rows of such a list that are shown. */
export async function costSparklines(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary["sparkline"]>> {
  const line = Prisma.sql`json_build_object('featureId', feature_id, 'sparkline', sparkline)`;
  const rows = await kept(line, keptLine, featureIds, now);
  const found = new Map(rows.map((row) => [row.featureId, row.sparkline]));
  for (const [id, { sparkline }] of await others(featureIds, found, now)) found.set(id, sparkline);
  return found;
}
