import "server-only";
import { z } from "zod";
import { canReadFeature, type Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { instantText } from "#lib/core/schema";
import { Prisma } from "#prisma/client";
import { callColumns, callItemOf, callRow } from "./queries-span-row.ts";
import {
  type AllCallsQuery,
  attempts,
  type CallFacets,
  type CallFilters,
  type CallItem,
  type CallPage,
  callOperations,
  callStatuses,
  UNREGISTERED,
} from "./schema.ts";

/** The feature id that stands for telemetry of no registered feature. */
const UNREGISTERED_ID = 0;
const unregistered: CallItem["feature"] = { slug: null, name: "Unregistered" };

type Paging = { cursor?: string | undefined; limit: number };

const cursorShape = z.tuple([
  instantText,
  z.int32(),
  z.string().regex(/^[0-9a-f]{32}$/),
  z.string().regex(/^[0-9a-f]{16}$/),
]);
type Cursor = z.infer<typeof cursorShape>;

function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

function decodeCursor(text: string): Cursor {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw new AppError("invalid", "The cursor is not one that this list gave.", {
      fields: [{ path: "cursor", message: "is not one that this list gave" }],
    });
  }
}

const and = (conditions: Prisma.Sql[]) => Prisma.join([Prisma.sql`true`, ...conditions], " AND ");

/** Conditions on the dimension `d`. */
function dimensionConditions(filters: CallFilters): Prisma.Sql[] {
  const { environment, operation, provider, model, release } = filters;
  return [
    ...(environment ? [Prisma.sql`d.environment = ${environment}`] : []),
    ...(operation ? [Prisma.sql`d.operation = ${operation}`] : []),
    ...(provider ? [Prisma.sql`d.provider = ${provider}`] : []),
    ...(model ? [Prisma.sql`${model} IN (d.request_model, d.response_model)`] : []),
    // Telemetry may carry only the beginning of a digest, and so may the question.
    ...(release
      ? [Prisma.sql`(starts_with(d.release, ${release}) OR starts_with(${release}, d.release))`]
      : []),
  ];
}

/** Conditions on attempt and status, which calls and their rollups have alike; `t` is the table's alias. */
function rowConditions(filters: CallFilters, t: Prisma.Sql): Prisma.Sql[] {
  const { attempt, status } = filters;
  return [
    ...(attempt ? [Prisma.sql`${t}.attempt = ${attempts.indexOf(attempt) + 1}`] : []),
    ...(status ? [Prisma.sql`${t}.status = ${callStatuses.indexOf(status) + 1}`] : []),
  ];
}

function callConditions(filters: CallFilters): Prisma.Sql[] {
  const { from, to, priced } = filters;
  return [
    ...dimensionConditions(filters),
    ...rowConditions(filters, Prisma.sql`c`),
    ...(from ? [Prisma.sql`c.started_at >= ${from.toISOString()}::timestamptz`] : []),
    ...(to ? [Prisma.sql`c.started_at < ${to.toISOString()}::timestamptz`] : []),
    ...(priced
      ? [
          Prisma.sql`c.billable AND c.cost_nano IS ${priced === "yes" ? Prisma.sql`NOT NULL` : Prisma.sql`NULL`}`,
        ]
      : []),
  ];
}

const boundsRow = z.array(z.object({ first: z.string().nullable(), last: z.string().nullable() })).length(1);

/**
 * The hours between which calls that pass the filters lie, from rollups, so that a rare value does not make the list
 * read every call there is; null when there are none.
 */
async function matchingHours(featureIds: number[], filters: CallFilters) {
  const { priced } = filters;
  const conditions = [
    ...dimensionConditions(filters),
    ...rowConditions(filters, Prisma.sql`r`),
    ...(priced === "yes" ? [Prisma.sql`r.billable_calls > r.unpriced_calls`] : []),
    ...(priced === "no" ? [Prisma.sql`r.unpriced_calls > 0`] : []),
  ];
  const rows = await db().$queryRaw`
    SELECT min(r.start)::text AS first, (max(r.start) + interval '1 hour')::text AS last
    FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.feature_id = ANY (${featureIds}::int[]) AND r.grain = 'h' AND ${and(conditions)}`;
  const [{ first, last } = { first: null, last: null }] = boundsRow.parse(rows);
  return first !== null && last !== null ? { first, last } : null;
}

async function readPage(
  features: ReadonlyMap<number, CallItem["feature"]>,
  filters: CallFilters,
  { cursor, limit }: Paging,
): Promise<CallPage> {
  const ids = [...features.keys()];
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const hours = ids.length === 0 ? null : await matchingHours(ids, filters);
  if (hours === null) return { items: [], next: null };
  const conditions = [
    ...callConditions(filters),
    Prisma.sql`c.started_at >= ${hours.first}::timestamptz AND c.started_at < ${hours.last}::timestamptz`,
    ...(after
      ? [
          Prisma.sql`c.started_at <= ${after[0]}::timestamptz`,
          Prisma.sql`(c.started_at, c.feature_id, c.trace_id, c.span_id)
            < (${after[0]}::timestamptz, ${after[1]}::int, ${after[2]}::uuid, ${BigInt.asIntN(64, BigInt(`0x${after[3]}`))}::bigint)`,
        ]
      : []),
  ];
  const rows = await db().$queryRaw`
    SELECT newest.* FROM unnest(${ids}::int[]) AS asked (id), LATERAL (
      SELECT ${callColumns}, c.started_at AS at, c.span_id AS span
      FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
      WHERE c.feature_id = asked.id AND ${and(conditions)}
      ORDER BY c.started_at DESC, c.trace_id DESC, c.span_id DESC
      LIMIT ${limit + 1}
    ) AS newest
    ORDER BY newest.at DESC, newest."featureId" DESC, newest."traceId" DESC, newest.span DESC
    LIMIT ${limit + 1}`;
  const found = z.array(callRow).parse(rows);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => callItemOf(row, features.get(row.featureId) ?? unregistered)),
    next:
      last && found.length > limit
        ? encodeCursor([last.startedAt, last.featureId, last.traceId, last.spanId])
        : null,
  };
}

/** One feature's calls that pass the filters, newest first. Throws `invalid` for a cursor that is none. */
export function listCalls(
  feature: { id: number; slug: string; name: string },
  filters: CallFilters,
  paging: Paging,
): Promise<CallPage> {
  return readPage(new Map([[feature.id, { slug: feature.slug, name: feature.name }]]), filters, paging);
}

/**
 * Calls of all features that the principal may read, telemetry of no registered feature among them, newest first.
 * `filters.feature` narrows to a slug or to UNREGISTERED; throws `not_found` for one that there is not.
 */
export async function listAllCalls(
  principal: Principal,
  { feature, ...filters }: CallFilters & Pick<AllCallsQuery, "feature">,
  paging: Paging,
): Promise<CallPage> {
  const registered = await db().feature.findMany({ select: { id: true, slug: true, name: true } });
  const all: [number, CallItem["feature"]][] = [
    [UNREGISTERED_ID, unregistered],
    ...registered.map(({ id, slug, name }): [number, CallItem["feature"]] => [id, { slug, name }]),
  ];
  const wanted = all.filter(
    ([id, { slug }]) =>
      canReadFeature(principal, id) && (feature === undefined || (slug ?? UNREGISTERED) === feature),
  );
  if (feature !== undefined && wanted.length === 0)
    throw new AppError("not_found", "There is no feature of that name.");
  return readPage(new Map(wanted), filters, paging);
}

const facetRow = z.array(
  z.object({
    environments: z.array(z.string()),
    operations: z.array(z.string()),
    providers: z.array(z.string()),
    models: z.array(z.string()),
  }),
);

/** What calls can be filtered by: the values that occur, sorted. Of one feature, or of all when featureId is null. */
export async function readCallFacets(featureId: number | null): Promise<CallFacets> {
  const rows = await db().$queryRaw`
    WITH used AS (
      SELECT d.environment, d.operation, d.provider, d.request_model, d.response_model FROM dimension d
      WHERE ${featureId === null ? Prisma.sql`true` : Prisma.sql`d.feature_id = ${featureId}`}
    )
    SELECT array(SELECT DISTINCT environment FROM used ORDER BY 1) AS environments,
      array(SELECT DISTINCT operation FROM used WHERE operation = ANY (${[...callOperations]}::text[]) ORDER BY 1) AS operations,
      array(SELECT DISTINCT provider FROM used WHERE provider IS NOT NULL ORDER BY 1) AS providers,
      array(SELECT request_model FROM used WHERE request_model IS NOT NULL
        UNION SELECT response_model FROM used WHERE response_model IS NOT NULL ORDER BY 1) AS models`;
  return facetRow.parse(rows)[0] ?? { environments: [], operations: [], providers: [], models: [] };
}
