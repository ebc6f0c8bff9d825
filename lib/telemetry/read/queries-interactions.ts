import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { centsOf } from "#lib/core/money";
import type { InteractionPage } from "#lib/telemetry/explorer-answers-schema";
import type { AllInteractionsQuery, InteractionFilters } from "#lib/telemetry/filters-schema";
import { type Bounds, boundsOf } from "#lib/telemetry/period";
import { Prisma } from "#prisma/client";
import { allOf } from "./call-conditions.ts";
import { type Cursor, decodeCursor, encodeCursor } from "./cursor.ts";
import { interactionConditions, rollupsKnow } from "./interaction-conditions.ts";
import { bucketOf, dearHours, interactionHours } from "./interaction-hours.ts";
import type { Paging } from "./queries-calls.ts";
import { interactionColumns, interactionItemOf, interactionRow } from "./queries-interaction-row.ts";
import { type FeatureNames, onlyFeature, readableFeatures } from "./readable-features.ts";
import { placesOf, type Stretch } from "./rollup-hours.ts";

/** So many interactions are read for one page at most; what that leaves out the page says. */
const MAX_READ = 30_000;
/** As the store's log_bucket: bucket i holds (GAMMA^(i-1), GAMMA^i] nano-dollars. */
const GAMMA = 1.02 / 0.98;
/** Stands for a feature in the cursor of a page that ended between hours. */
const BEFORE_ALL = -1;

type Row = z.output<typeof interactionRow>;
type Scope = { ids: number[]; filters: InteractionFilters; bounds: Bounds };

const orders = {
  newest: Prisma.sql`i.started_at DESC, i.feature_id DESC, i.id DESC, mark DESC`,
  dearest: Prisma.sql`i.cost_nano DESC, i.started_at DESC, i.feature_id DESC, i.id DESC, mark DESC`,
  slowest: Prisma.sql`i.ended_at - i.started_at DESC, i.started_at DESC, i.feature_id DESC, i.id DESC, mark DESC`,
};

/** Each feature in each of its environments, or each hour of them: what one walk along the index reads. */
async function walksOf(scope: Scope, stretches: Stretch[] | null) {
  if (stretches) return { ...placesOf(stretches), hour: true };
  const { environment } = scope.filters;
  const rows = await db().$queryRaw`
    SELECT DISTINCT feature_id AS id, environment FROM dimension d WHERE feature_id = ANY (${scope.ids}::int[])
      ${environment ? Prisma.sql`AND environment = ANY (${environment}::text[])` : Prisma.empty}`;
  const found = z.array(z.object({ id: z.number(), environment: z.string() })).parse(rows);
  return {
    ids: found.map(({ id }) => id),
    environments: found.map((row) => row.environment),
    starts: found.map(() => 0),
    hour: false,
  };
}

type Asked = { stretches: Stretch[] | null; order: keyof typeof orders; want: number; after?: Cursor | null };

async function readRows(
  scope: Scope,
  { stretches, order, want, after }: Asked,
  more: Prisma.Sql[] = [],
): Promise<Row[]> {
  const { ids, environments, starts, hour } = await walksOf(scope, stretches);
  const { from, to } = scope.bounds;
  const conditions = [
    ...(hour
      ? [
          Prisma.sql`i.started_at >= to_timestamp(walk.start) AND i.started_at < to_timestamp(walk.start) + interval '1 hour'`,
        ]
      : []),
    ...(from ? [Prisma.sql`i.started_at >= ${from.toISOString()}::timestamptz`] : []),
    ...(to ? [Prisma.sql`i.started_at < ${to.toISOString()}::timestamptz`] : []),
    ...(after
      ? [
          Prisma.sql`i.started_at <= ${after[0]}::timestamptz`,
          Prisma.sql`(i.started_at, i.feature_id, i.id, left(md5(i.environment), 16))
            < (${after[0]}::timestamptz, ${after[1]}::int, ${after[2]}::uuid, ${after[3]}::text)`,
        ]
      : []),
    ...interactionConditions(scope.filters),
    ...more,
  ];
  const within =
    order === "newest"
      ? Prisma.sql`i.started_at DESC, i.id DESC`
      : order === "dearest"
        ? Prisma.sql`i.cost_nano DESC`
        : Prisma.sql`i.ended_at - i.started_at DESC`;
  // What is shown is made of the few rows that are left: making it of all that are put in order took most of the time.
  const rows = await db().$queryRaw`
    SELECT ${interactionColumns} FROM unnest(${ids}::int[], ${environments}::text[], ${starts}::float8[])
      AS walk (feature_id, environment, start), LATERAL (
      SELECT i.* FROM interaction i
      WHERE i.feature_id = walk.feature_id AND i.environment = walk.environment AND ${allOf(conditions)}
      ORDER BY ${within} LIMIT ${want}
    ) AS i
    ORDER BY ${orders[order]} LIMIT ${want}`;
  return z.array(interactionRow).parse(rows);
}

type Found = { rows: Row[]; lookedBackTo: number | null; completeAboveCents?: number | null };

async function newest(scope: Scope, want: number, after: Cursor | null): Promise<Found> {
  const { filters, bounds, ids } = scope;
  const { environment: _, period: __, from: ___, to: ____, order: _____, ...others } = filters;
  if (Object.values(others).every((value) => value === undefined)) {
    return {
      rows: await readRows(scope, { stretches: null, order: "newest", want, after }),
      lookedBackTo: null,
    };
  }
  const before = after ? new Date(Date.parse(after[0]) + (after[1] === BEFORE_ALL ? 0 : 1)) : null;
  const to = before && (bounds.to === null || before < bounds.to) ? before : bounds.to;
  const rows: Row[] = [];
  let read = 0;
  for await (const stretches of interactionHours(ids, filters, { from: bounds.from, to }, want)) {
    rows.push(...(await readRows(scope, { stretches, order: "newest", want: want - rows.length, after })));
    read += stretches.reduce((sum, hour) => sum + hour.rows, 0);
    if (rows.length >= want) break;
    if (read >= MAX_READ) return { rows, lookedBackTo: stretches.at(-1)?.start ?? null };
  }
  return { rows, lookedBackTo: null };
}

/** Among the newest interactions of the bounds: nothing that is stored says where slow ones lie. */
async function slowest(scope: Scope, want: number): Promise<Found> {
  let read = 0;
  let start: number | null = null;
  for await (const stretches of interactionHours(
    scope.ids,
    scope.filters,
    scope.bounds,
    Number.POSITIVE_INFINITY,
  )) {
    read += stretches.reduce((sum, hour) => sum + hour.rows, 0);
    start = stretches.at(-1)?.start ?? start;
    if (read >= MAX_READ) break;
  }
  if (start === null) return { rows: [], lookedBackTo: null };
  const { from } = scope.bounds;
  const bounds = { ...scope.bounds, from: from && from.getTime() > start ? from : new Date(start) };
  const rows = await readRows({ ...scope, bounds }, { stretches: null, order: "slowest", want });
  return { rows, lookedBackTo: read >= MAX_READ ? start : null };
}

/** Cost buckets tell which hours hold the dearest; those are read, as many as there is room for. */
async function dearest(scope: Scope, want: number): Promise<Found> {
  const { ids, filters, bounds } = scope;
  const exact = rollupsKnow(filters);
  const bucket = exact ? ((await bucketOf(ids, filters, bounds, want)) ?? -1) : -1;
  const hours = (await dearHours(ids, filters, bounds, bucket)).sort((a, b) => b.passing - a.passing);
  const taken: Stretch[] = [];
  let read = 0;
  let left: Stretch | undefined;
  for (const hour of hours) {
    left = taken.length > 0 && read + hour.rows > MAX_READ ? hour : undefined;
    if (left) break;
    taken.push(hour);
    read += hour.rows;
  }
  const priced = [Prisma.sql`i.unpriced_calls = 0 AND log_bucket(i.cost_nano) >= ${bucket}`];
  const rows = await readRows(scope, { stretches: taken, order: "dearest", want }, priced);
  // What was left out costs at most the upper end of its hour's greatest bucket.
  const most = left === undefined ? null : Math.ceil(GAMMA ** left.passing);
  const whole = most === null || (rows.length >= want && Number(rows.at(-1)?.costNano) > most);
  return { rows, lookedBackTo: null, completeAboveCents: whole ? null : centsOf(most) };
}

async function readPage(
  features: FeatureNames,
  filters: InteractionFilters,
  { cursor, limit }: Paging,
  now: Date,
): Promise<InteractionPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const scope = { ids: [...features.keys()], filters, bounds: boundsOf(filters, now) };
  const order = filters.order ?? "newest";
  const { rows, lookedBackTo, completeAboveCents } =
    order === "newest"
      ? await newest(scope, limit + 1, after)
      : await (order === "dearest" ? dearest(scope, limit) : slowest(scope, limit));
  const items = rows.slice(0, limit).map((row) => interactionItemOf(row, features));
  const last = rows[limit - 1];
  const at = lookedBackTo === null ? null : new Date(lookedBackTo).toISOString();
  const whole = last !== undefined && rows.length > limit;
  const next = whole
    ? encodeCursor([last.startedAt, last.featureId, last.id, last.mark])
    : at !== null && order === "newest"
      ? encodeCursor([at, BEFORE_ALL, "0".repeat(32), "0".repeat(16)])
      : null;
  return { items, next, lookedBackTo: whole ? null : at, completeAboveCents: completeAboveCents ?? null };
}

/**
 * One feature's interactions that pass the filters. Newest first pages by cursor and may say how far back it looked.
 * Dearest and slowest first answer with one page: the dearest of fully priced interactions above `completeAboveCents`,
 * the slowest of those since `lookedBackTo`. Throws `invalid` for a cursor that is none.
 */
export function listInteractions(
  feature: { id: number; slug: string; name: string },
  filters: InteractionFilters,
  paging: Paging,
  now = new Date(),
): Promise<InteractionPage> {
  return readPage(onlyFeature(feature), filters, paging, now);
}

/** The same over all features that the principal may read. Throws `not_found` for a feature that there is not. */
export async function listAllInteractions(
  principal: Principal,
  { feature, ...filters }: InteractionFilters & Pick<AllInteractionsQuery, "feature">,
  paging: Paging,
  now = new Date(),
): Promise<InteractionPage> {
  return readPage(await readableFeatures(principal, feature), filters, paging, now);
}
