import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { CallSummary } from "#lib/telemetry/explorer-answers-schema";
import type { AllCallsQuery, CallFilters } from "#lib/telemetry/filters-schema";
import { type Bounds, boundsOf, rollupParts } from "#lib/telemetry/period";
import { attempts, callStatuses, UNREGISTERED } from "#lib/telemetry/schema";
import { Prisma } from "#prisma/client";
import { allOf, countedCalls, rollupConditions, rowFilters } from "./call-conditions.ts";
import { facetsOf } from "./call-facets.ts";
import { type FeatureNames, onlyFeature, readableFeatures, unregistered } from "./readable-features.ts";

/** So many combinations of values are counted, those with most calls first. */
const MAX_GROUPS = 5000;

type Filters = CallFilters & Pick<AllCallsQuery, "feature">;

const text = z.string().nullable();
const groupRow = z.object({
  featureId: z.number(),
  environment: z.string(),
  operation: z.string(),
  provider: text,
  requestModel: text,
  responseModel: text,
  release: text,
  attempt: z.number().transform((code) => attempts[code - 1] ?? "first"),
  status: z.number().transform((code) => callStatuses[code - 1] ?? "error"),
  errorType: text,
  serviceTier: text,
  service: text,
  agent: text,
  prompt: text,
  promptVersion: text,
  name: z.string(),
  calls: z.number(),
  priced: z.number(),
  unpriced: z.number(),
});

/** Rollups `r` of the features within the bounds: few rows, whatever number of calls they count. */
function rollups(ids: number[], bounds: Bounds): Prisma.Sql {
  const parts = rollupParts(bounds);
  const at = (ms: number | null, open: string) => (ms === null ? open : new Date(ms).toISOString());
  return Prisma.sql`unnest(${parts.map(({ grain }) => grain)}::"char"[],
      ${parts.map(({ from }) => at(from, "-infinity"))}::text[], ${parts.map(({ to }) => at(to, "infinity"))}::text[])
      AS part (grain, first, past)
    JOIN call_rollup r ON r.feature_id = ANY (${ids}::int[]) AND r.grain = part.grain
      AND r.start >= part.first::timestamptz AND r.start < part.past::timestamptz`;
}

async function readGroups(ids: number[], bounds: Bounds) {
  const rows = await db().$queryRaw`
    SELECT s.*, d.environment, d.operation, d.provider, d.request_model AS "requestModel",
      d.response_model AS "responseModel", d.release, d.error_type AS "errorType", d.service_tier AS "serviceTier",
      d.service_name AS service, d.agent, d.prompt_name AS prompt, d.prompt_version AS "promptVersion", d.name
    FROM (
      SELECT r.feature_id AS "featureId", r.dimension_id, r.attempt::int AS attempt, r.status::int AS status,
        sum(r.calls)::float8 AS calls, sum(r.billable_calls - r.unpriced_calls)::float8 AS priced,
        sum(r.unpriced_calls)::float8 AS unpriced
      FROM ${rollups(ids, bounds)} GROUP BY 1, 2, 3, 4 ORDER BY sum(r.calls) DESC LIMIT ${MAX_GROUPS + 1}
    ) AS s JOIN dimension d ON d.feature_id = s."featureId" AND d.id = s.dimension_id`;
  return z.array(groupRow).parse(rows);
}

const barRow = z.object({ start: z.number(), ok: z.number(), error: z.number() });

async function readBars(ids: number[], filters: Filters, bounds: Bounds, step: CallSummary["step"]) {
  const calls = countedCalls(filters);
  // Summed by what rollups begin with first: finding the step of each rollup took most of the time.
  const rows = await db().$queryRaw`
    SELECT extract(epoch FROM date_trunc(${step}, part.start, 'UTC'))::float8 * 1000 AS start,
      sum(part.ok)::float8 AS ok, sum(part.error)::float8 AS error
    FROM (
      SELECT r.start, coalesce(sum(${calls}) FILTER (WHERE r.status = 1), 0) AS ok,
        coalesce(sum(${calls}) FILTER (WHERE r.status = 2), 0) AS error
      FROM ${rollups(ids, bounds)} JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
      WHERE ${allOf(rollupConditions(filters))} GROUP BY 1
    ) AS part GROUP BY 1 ORDER BY 1`;
  return z.array(barRow).parse(rows);
}

/** The first and last hours with calls, where the bounds leave them open. */
async function readEnds(
  ids: number[],
  { from, to }: Bounds,
  now: Date,
): Promise<{ from: Date; to: Date } | null> {
  if (from) return { from, to: to ?? now };
  const rows = await db().$queryRaw`
    SELECT min(first.start) AS first FROM unnest(${ids}::int[]) AS asked (id), LATERAL (
      SELECT r.start FROM call_rollup r WHERE r.feature_id = asked.id AND r.grain = 'h' ORDER BY r.start LIMIT 1
    ) AS first`;
  const [row] = z.array(z.object({ first: z.date().nullable() })).parse(rows);
  return row?.first ? { from: row.first, to: to ?? now } : null;
}

function stepOf({ from, to }: { from: Date; to: Date }): CallSummary["step"] {
  const length = to.getTime() - from.getTime();
  if (length <= 75 * HOUR_MS) return "hour";
  return length <= 100 * DAY_MS ? "day" : length <= 700 * DAY_MS ? "week" : "month";
}

const iso = (ms: number) => new Date(ms).toISOString();

async function summarise(features: FeatureNames, asked: Filters, now: Date): Promise<CallSummary> {
  const notCounted = rowFilters.filter((name) => asked[name] !== undefined);
  const filters = { ...asked, ...Object.fromEntries(notCounted.map((name) => [name, undefined])) };
  const bounds = boundsOf(filters, now);
  const every = [...features.keys()];
  // The bars are of what is asked; the facet of features counts the others too.
  const ids = every.filter((id) => filters.feature === undefined || slugOf(features, id) === filters.feature);
  const ends = await readEnds(ids, bounds, now);
  const step = ends ? stepOf(ends) : "hour";
  const read = step === "hour" && ends ? readHours(ids, filters, ends) : readBars(ids, filters, bounds, step);
  const [groups, bars] = await Promise.all([readGroups(every, bounds), read]);
  const named = groups.map(({ featureId, ...group }) => ({
    ...group,
    feature: slugOf(features, featureId),
    featureName: (features.get(featureId) ?? unregistered).name,
  }));
  const first = ends && Math.floor(ends.from.getTime() / HOUR_MS) * HOUR_MS;
  return {
    calls: bars.reduce((sum, { ok, error }) => sum + ok + error, 0),
    errors: bars.reduce((sum, { error }) => sum + error, 0),
    notCounted,
    step,
    from: first === null ? null : iso(first),
    to: ends && iso(ends.to.getTime()),
    bars: bars.map(({ start, ok, error }) => ({ start: iso(start), ok, error })),
    facets: facetsOf(named.slice(0, MAX_GROUPS), filters),
    facetsComplete: groups.length <= MAX_GROUPS,
  };
}

/** As readBars, from the rollups of hours alone: a day's would not say which hour. */
async function readHours(ids: number[], filters: Filters, { from, to }: { from: Date; to: Date }) {
  const calls = countedCalls(filters);
  const rows = await db().$queryRaw`
    SELECT extract(epoch FROM r.start)::float8 * 1000 AS start,
      coalesce(sum(${calls}) FILTER (WHERE r.status = 1), 0)::float8 AS ok,
      coalesce(sum(${calls}) FILTER (WHERE r.status = 2), 0)::float8 AS error
    FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.feature_id = ANY (${ids}::int[]) AND r.grain = 'h' AND r.start > ${from.toISOString()}::timestamptz - interval '1 hour'
      AND r.start < ${to.toISOString()}::timestamptz AND ${allOf(rollupConditions(filters))}
    GROUP BY 1 ORDER BY 1`;
  return z.array(barRow).parse(rows);
}

const slugOf = (features: FeatureNames, id: number) => features.get(id)?.slug ?? UNREGISTERED;

/** Bars and facets of one feature's calls, from rollups: the work grows with time and combinations, not with calls. */
export function summariseCalls(
  feature: { id: number; slug: string; name: string },
  filters: CallFilters,
  now = new Date(),
): Promise<CallSummary> {
  return summarise(onlyFeature(feature), filters, now);
}

/** The same over all features that the principal may read. Throws `not_found` for a feature that there is not. */
export async function summariseAllCalls(
  principal: Principal,
  filters: Filters,
  now = new Date(),
): Promise<CallSummary> {
  if (filters.feature !== undefined) await readableFeatures(principal, filters.feature);
  return summarise(await readableFeatures(principal), filters, now);
}
