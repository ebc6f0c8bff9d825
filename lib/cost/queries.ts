import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { Prisma } from "#prisma/client";
import { type Spans, spansAt } from "./closed-hours.ts";
import { type CostSummary, costSummary } from "./schema.ts";
import {
  anyOf,
  callSums,
  daysOf,
  instantText,
  interactionSums,
  meanOf,
  meanOfTable,
  newestCall,
  spend,
} from "./summary-sql.ts";

const named = z.looseObject({ featureId: z.number() });

/** Rows as one JSON document: with hundreds of features that is read in a fraction of the time that rows and their arrays take. */
async function rowsOf<R>(query: Prisma.Sql, row: z.ZodType<R>): Promise<R[]> {
  const found = await db().$queryRaw`SELECT json_agg(found) AS rows FROM (${query}) AS found`;
  return z.tuple([z.object({ rows: z.array(row).nullable() })]).parse(found)[0].rows ?? [];
}

const arrayOf = (ids: readonly number[]) => Prisma.sql`${[...ids]}::int[]`;
const anyIn = (ids: readonly number[]) => anyOf(arrayOf(ids));
const asked = (ids: readonly number[]) => Prisma.sql`SELECT unnest(${arrayOf(ids)}) AS id`;

/** What the rollups of interactions say: of the last 24 hours, and of each of 30 days. */
function ofInteractions(ids: readonly number[], { hours, days }: Spans): Prisma.Sql {
  return Prisma.sql`
    WITH asked AS (${asked(ids)}),
    hours AS (${interactionSums(anyIn(ids), "h", hours)}),
    by_day AS (${interactionSums(anyIn(ids), "d", days)}),
    days AS (${daysOf(days)})
    SELECT asked.id AS "featureId",
      ${meanOfTable("hours")} AS "cents24h",
      ${meanOfTable("days")} AS "cents30d",
      coalesce(hours.interactions, 0)::float8 AS "interactions24h",
      days.sparkline AS "sparkline"
    FROM asked
      JOIN days ON days.id = asked.id
      LEFT JOIN hours ON hours.feature_id = asked.id`;
}

/** What the rollups of calls say of the last 24 hours; and the newest call itself. */
function ofCalls(ids: readonly number[], { hours }: Spans): Prisma.Sql {
  return Prisma.sql`
    WITH asked AS (${asked(ids)}), calls AS (${callSums(anyIn(ids), hours)})
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
    WITH asked AS (${asked(ids)}), spend AS (${spend(anyIn(ids), month)})
    SELECT asked.id AS "featureId", coalesce(spend.cost, 0)::text AS "spendThisMonthNano"
    FROM asked LEFT JOIN spend ON spend.feature_id = asked.id`;
}

const sumWith = (kept: string, now: string) =>
  Prisma.sql`(${Prisma.raw(`kept.${kept}`)} + coalesce(${Prisma.raw(now)}, 0))`;

/** Features with what is kept of their closed hours, if it ends where the running hour begins. */
const keptOf = (ids: readonly number[], hour: Date) => Prisma.sql`
  (${asked(ids)}) AS asked
    JOIN cost_closed kept ON kept.feature_id = asked.id AND kept.until = ${hour.toISOString()}::timestamptz`;

const own = Prisma.sql`asked.id`;

/** ofInteractions from the closed hours and the running one: each sum is of a row or two, looked up feature by feature. */
function interactionsFromClosed(ids: readonly number[], { hour, hours, today, days }: Spans): Prisma.Sql {
  const mean = (kept: string, now: string) =>
    meanOf(
      sumWith(`${kept}priced_cost_nano`, `${now}.cost`),
      sumWith(`${kept}priced_interactions`, `${now}.priced`),
      sumWith(`${kept}interactions`, `${now}.interactions`),
    );
  return Prisma.sql`
    SELECT asked.id AS "featureId",
      ${mean("", "hours")} AS "cents24h",
      ${mean("days_", "day")} AS "cents30d",
      ${sumWith("interactions", "hours.interactions")}::float8 AS "interactions24h"
    FROM ${keptOf(ids, hour)}
      LEFT JOIN LATERAL (${interactionSums(own, "h", { from: hour.toISOString(), to: hours.to })}) AS hours ON true
      LEFT JOIN LATERAL (${interactionSums(own, "d", { from: today, to: days.to })}) AS day ON true`;
}

/** The same of ofCalls and ofMonth. */
function callsFromClosed(ids: readonly number[], { hour, hours, today, month }: Spans): Prisma.Sql {
  return Prisma.sql`
    SELECT asked.id AS "featureId",
      ${sumWith("billable_calls", "calls.billable")}::float8 AS "billableCalls24h",
      ${sumWith("unpriced_calls", "calls.unpriced")}::float8 AS "unpricedCalls24h",
      ${sumWith("month_cost_nano", "spend.cost")}::text AS "spendThisMonthNano",
      ${instantText(Prisma.sql`newest.started_at`)} AS "lastTelemetryAt"
    FROM ${keptOf(ids, hour)}
      LEFT JOIN LATERAL (${callSums(own, { from: hour.toISOString(), to: hours.to })}) AS calls ON true
      LEFT JOIN LATERAL (${spend(own, { from: today, to: month.to })}) AS spend ON true
      LEFT JOIN LATERAL (${newestCall}) AS newest ON true`;
}

/** The days as they were kept, and today. */
function lineFromClosed(ids: readonly number[], { hour, today, days }: Spans): Prisma.Sql {
  return Prisma.sql`
    SELECT asked.id AS "featureId", kept.sparkline || ARRAY[${meanOfTable("day")}] AS "sparkline"
    FROM ${keptOf(ids, hour)}
      LEFT JOIN LATERAL (${interactionSums(own, "d", { from: today, to: days.to })}) AS day ON true`;
}

/** The answers of all of the queries for a feature as its summary; a feature that one of them does not have is left out. */
async function joined(
  queries: readonly Prisma.Sql[],
  more: Partial<CostSummary> = {},
): Promise<Map<number, CostSummary>> {
  const answers = await Promise.all(queries.map((query) => rowsOf(query, named)));
  const rows = [...Map.groupBy(answers.flat(), ({ featureId }) => featureId)];
  const whole = rows.filter(([, parts]) => parts.length === queries.length);
  return new Map(whole.map(([id, parts]) => [id, costSummary.parse(Object.assign({}, more, ...parts))]));
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

/** The sparklines alone, for the rows of a list that are shown; as costSummaries has them. */
export async function costSparklines(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary["sparkline"]>> {
  if (featureIds.length === 0) return new Map();
  const rows = await rowsOf(
    lineFromClosed(featureIds, spansAt(now)),
    costSummary.pick({ featureId: true, sparkline: true }),
  );
  const found = new Map(rows.map((row) => [row.featureId, row.sparkline]));
  const rest = await costSummaries(
    featureIds.filter((id) => !found.has(id)),
    now,
  );
  return new Map([...found, ...[...rest].map(([id, { sparkline }]) => [id, sparkline] as const)]);
}

/**
 * The same as costSummaries for lists of many features, without their sparklines: what the closed hours add up to is
 * read as it was kept, about a minute ago, and the running hour is added. Features of which nothing is kept for this
 * hour yet are summed from all rollups.
 */
export async function costSummariesOfList(
  featureIds: readonly number[],
  now: Date,
): Promise<Map<number, CostSummary>> {
  const spans = spansAt(now);
  // On the full hour itself nothing runs yet: the hour that ends is one of the 24.
  const isRunning = spans.hour.toISOString() !== spans.hours.to && featureIds.length > 0;
  const queries = [interactionsFromClosed(featureIds, spans), callsFromClosed(featureIds, spans)];
  const found = isRunning ? await joined(queries, { sparkline: [] }) : new Map<number, CostSummary>();
  const rest = await costSummaries(
    featureIds.filter((id) => !found.has(id)),
    now,
  );
  for (const [id, summary] of rest) found.set(id, { ...summary, sparkline: [] });
  return found;
}
