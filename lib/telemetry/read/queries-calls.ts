import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import type { CallPage } from "#lib/telemetry/explorer-answers-schema";
import type { AllCallsQuery, CallFilters } from "#lib/telemetry/filters-schema";
import { type Bounds, boundsOf } from "#lib/telemetry/period";
import { Prisma } from "#prisma/client";
import { allOf, callConditions } from "./call-conditions.ts";
import { callHours } from "./call-hours.ts";
import { type Cursor, decodeCursor, encodeCursor } from "./cursor.ts";
import { callColumns, callItemOf, callRow } from "./queries-span-row.ts";
import { type FeatureNames, onlyFeature, readableFeatures, unregistered } from "./readable-features.ts";
import { placesOf, type Stretch } from "./rollup-hours.ts";
import { traceBounds } from "./trace-bounds.ts";

export type Paging = { cursor?: string | undefined; limit: number };

/** So many calls are read for one page at most; where they do not fill it, the page says how far back it looked. */
const MAX_READ = 50_000;
/** Stands for a feature in the cursor of a page that ended between hours: no feature has a number below 0. */
const BEFORE_ALL = -1;

type Row = z.output<typeof callRow>;
type Scope = { ids: number[]; filters: CallFilters; bounds: Bounds; after: Cursor | null };

function timeConditions({ from, to }: Bounds, after: Cursor | null): Prisma.Sql[] {
  return [
    ...(from ? [Prisma.sql`c.started_at >= ${from.toISOString()}::timestamptz`] : []),
    ...(to ? [Prisma.sql`c.started_at < ${to.toISOString()}::timestamptz`] : []),
    ...(after
      ? [
          Prisma.sql`c.started_at <= ${after[0]}::timestamptz`,
          Prisma.sql`(c.started_at, c.feature_id, c.trace_id, c.span_id)
            < (${after[0]}::timestamptz, ${after[1]}::int, ${after[2]}::uuid, ${BigInt.asIntN(64, BigInt(`0x${after[3]}`))}::bigint)`,
        ]
      : []),
  ];
}

/** The newest calls of each stretch, put in order. A stretch is a feature, from `start` for an hour where that is given. */
async function readRows(scope: Scope, stretches: Stretch[] | null, want: number): Promise<Row[]> {
  const { ids, starts } = stretches
    ? placesOf(stretches)
    : { ids: scope.ids, starts: scope.ids.map(() => 0) };
  const hour = Prisma.sql`c.started_at >= to_timestamp(asked.start) AND c.started_at < to_timestamp(asked.start) + interval '1 hour'`;
  const conditions = [
    ...(stretches ? [hour] : []),
    ...timeConditions(scope.bounds, scope.after),
    ...callConditions(scope.filters),
  ];
  const rows = await db().$queryRaw`
    SELECT newest.* FROM unnest(${ids}::int[], ${starts}::float8[]) AS asked (id, start), LATERAL (
      SELECT ${callColumns}, c.started_at AS at, c.span_id AS span
      FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
      WHERE c.feature_id = asked.id AND ${allOf(conditions)}
      ORDER BY c.started_at DESC, c.trace_id DESC, c.span_id DESC
      LIMIT ${want}
    ) AS newest
    ORDER BY newest.at DESC, newest."featureId" DESC, newest."traceId" DESC, newest.span DESC
    LIMIT ${want}`;
  return z.array(callRow).parse(rows);
}

/** Times and a trace alone narrow by the index itself; all else is looked up in rollups first. */
function needsRollups({ period: _, from: __, to: ___, trace, ...others }: CallFilters): boolean {
  return trace === undefined && Object.values(others).some((value) => value !== undefined);
}

async function readNarrowed(
  scope: Scope,
  want: number,
): Promise<{ rows: Row[]; lookedBackTo: number | null }> {
  const { ids, filters, bounds, after } = scope;
  const before = after ? new Date(Date.parse(after[0]) + (after[1] === BEFORE_ALL ? 0 : 1)) : null;
  const to = before && (bounds.to === null || before < bounds.to) ? before : bounds.to;
  const rows: Row[] = [];
  let read = 0;
  for await (const hours of callHours(ids, filters, { from: bounds.from, to }, want)) {
    rows.push(...(await readRows(scope, hours, want - rows.length)));
    read += hours.reduce((sum, hour) => sum + hour.rows, 0);
    if (rows.length >= want) break;
    if (read >= MAX_READ) return { rows, lookedBackTo: hours.at(-1)?.start ?? null };
  }
  return { rows, lookedBackTo: null };
}

async function readPage(
  features: FeatureNames,
  filters: CallFilters,
  { cursor, limit }: Paging,
  now: Date,
): Promise<CallPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const asked = boundsOf(filters, now);
  const ids = [...features.keys()];
  const bounds = filters.trace === undefined ? asked : await traceBounds(ids, filters.trace, asked);
  if (ids.length === 0 || bounds === null) return { items: [], next: null, lookedBackTo: null };
  const scope = { ids, filters, bounds, after };
  const { rows, lookedBackTo } = needsRollups(filters)
    ? await readNarrowed(scope, limit + 1)
    : { rows: await readRows(scope, null, limit + 1), lookedBackTo: null };
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map((row) => callItemOf(row, features.get(row.featureId) ?? unregistered));
  if (last && rows.length > limit) {
    const next = encodeCursor([last.startedAt, last.featureId, last.traceId, last.spanId]);
    return { items, next, lookedBackTo: null };
  }
  if (lookedBackTo === null) return { items, next: null, lookedBackTo: null };
  const at = new Date(lookedBackTo).toISOString();
  return { items, next: encodeCursor([at, BEFORE_ALL, "0".repeat(32), "0".repeat(16)]), lookedBackTo: at };
}

/**
 * One feature's calls that pass the filters, newest first. A page may be short or empty and still have a next one:
 * then `lookedBackTo` says how far the calls were read. Throws `invalid` for a cursor that is none.
 */
export function listCalls(
  feature: { id: number; slug: string; name: string },
  filters: CallFilters,
  paging: Paging,
  now = new Date(),
): Promise<CallPage> {
  return readPage(onlyFeature(feature), filters, paging, now);
}

/**
 * Calls of all features that the principal may read, telemetry of no registered feature among them, newest first.
 * `filters.feature` narrows to a slug or to UNREGISTERED; throws `not_found` for one that there is not.
 */
export async function listAllCalls(
  principal: Principal,
  { feature, ...filters }: CallFilters & Pick<AllCallsQuery, "feature">,
  paging: Paging,
  now = new Date(),
): Promise<CallPage> {
  return readPage(await readableFeatures(principal, feature), filters, paging, now);
}
