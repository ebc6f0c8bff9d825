import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { usdString } from "#lib/core/money";
import { type Feature, Prisma } from "#prisma/client";
import { interactionOf } from "./interaction.ts";
import { treeOf } from "./interaction-tree.ts";
import {
  callColumns,
  callPart,
  callRow,
  isoMicros,
  spanColumns,
  spanPart,
  spanRow,
} from "./queries-span-row.ts";
import { type CallContent, callContent, type InteractionAnswer, outcomes } from "./schema.ts";

/** So many spans of an interaction are shown; a conversation may go on for months. */
const MAX_SPANS = 2000;

const integer = z.coerce.number().int();
const interactionRow = z.object({
  environment: z.string(),
  id: z.string(),
  unitValue: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string(),
  calls: integer,
  billableCalls: integer,
  unpricedCalls: integer,
  errorCalls: integer,
  retries: integer,
  fallbacks: integer,
  inputTokens: integer,
  outputTokens: integer,
  costNano: z.coerce.bigint(),
  outcome: z.number().nullable(),
});

/** The ids that an interaction may be stored under: the id itself, or what each way of naming a unit makes of its value. */
export function interactionIds(idOrUnit: string, unitAttribute: string | null): string[] {
  const bare = idOrUnit.toLowerCase().replaceAll("-", "");
  const names = ["threshold.interaction", "conversation", ...(unitAttribute === null ? [] : [unitAttribute])];
  const hashes = names.map((name) => interactionOf({ name, value: idOrUnit }, "", { kind: "trace" }).id);
  return /^[0-9a-f]{32}$/.test(bare) ? [bare, ...hashes] : hashes;
}

/** Whether the principal may read messages that a feature's content policy keeps whole. */
export function mayReadMessages(principal: Principal, feature: Pick<Feature, "teamId">): boolean {
  if (principal.kind !== "user") return principal.kind === "system";
  if (principal.role !== "viewer") return true;
  return feature.teamId !== null && principal.teamIds.includes(feature.teamId);
}

async function findInteraction(featureId: number, ids: string[], environment: string | undefined) {
  const rows = await db().$queryRaw`
    SELECT environment, id::text AS id, unit_value AS "unitValue",
      ${isoMicros(Prisma.sql`started_at`)} AS "startedAt", ${isoMicros(Prisma.sql`ended_at`)} AS "endedAt",
      calls, billable_calls AS "billableCalls", unpriced_calls AS "unpricedCalls", error_calls AS "errorCalls",
      retries, fallbacks, input_tokens::text AS "inputTokens", output_tokens::text AS "outputTokens",
      cost_nano::text AS "costNano", outcome::int AS outcome
    FROM interaction
    WHERE feature_id = ${featureId} AND id = ANY (${ids}::uuid[])
      ${environment === undefined ? Prisma.empty : Prisma.sql`AND environment = ${environment}`}
    ORDER BY id = ${ids[0]}::uuid DESC, environment = 'production' DESC, started_at DESC LIMIT 1`;
  const [found] = z.array(interactionRow).parse(rows);
  if (!found) throw new AppError("not_found", "There is no such interaction, or it is no longer kept.");
  return found;
}

type Place = { featureId: number; uuid: string; environment: string; from: string; to: string };

/** Conditions on a call or span `c` and its dimension `d`; the times only let Postgres skip other months. */
const ofInteraction = ({ featureId, uuid, environment, from, to }: Place) => Prisma.sql`
  c.feature_id = ${featureId} AND c.interaction_id = ${uuid}::uuid AND d.environment = ${environment}
  AND c.started_at >= ${from}::timestamptz - interval '1 day' AND c.started_at <= ${to}::timestamptz + interval '1 day'
  ORDER BY c.started_at, c.span_id LIMIT ${MAX_SPANS + 1}`;

async function readCalls(place: Place) {
  const rows = await db().$queryRaw`
    SELECT ${callColumns} FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
    WHERE ${ofInteraction(place)}`;
  return z.array(callRow).parse(rows);
}

async function readSpans(place: Place) {
  const rows = await db().$queryRaw`
    SELECT ${spanColumns} FROM span c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
    WHERE ${ofInteraction(place)}`;
  return z.array(spanRow).parse(rows);
}

const contentRow = callContent.extend({ startedAt: z.string(), traceId: z.string(), spanId: z.string() });
const contentKey = (row: { traceId: string; spanId: string }) => `${row.traceId}/${row.spanId}`;

async function readContent(
  featureId: number,
  spans: readonly z.output<typeof spanRow>[],
  withMessages: boolean,
): Promise<Map<string, CallContent>> {
  const rows = await db().$queryRaw`
    SELECT k.started_at AS "startedAt", k.trace AS "traceId", k.span AS "spanId", c.attributes,
      ${withMessages ? Prisma.sql`c.input, c.output` : Prisma.sql`NULL AS input, NULL AS output`}
    FROM unnest(${spans.map((s) => s.startedAt)}::text[], ${spans.map((s) => s.traceId)}::text[],
        ${spans.map((s) => s.spanId)}::text[]) AS k (started_at, trace, span)
      JOIN call_content c ON c.feature_id = ${featureId} AND c.started_at = k.started_at::timestamptz
        AND c.trace_id = k.trace::uuid AND c.span_id = ('x' || k.span)::bit(64)::bigint`;
  return new Map(
    z
      .array(contentRow)
      .parse(rows)
      .map((row) => {
        const messages = withMessages ? { input: row.input ?? null, output: row.output ?? null } : {};
        return [contentKey(row), { attributes: row.attributes, ...messages }];
      }),
  );
}

/**
 * One interaction as a tree. `idOrUnit` is its id (32 hexadecimal digits; of the trace where that is the unit) or the
 * unit's value. Messages come only where the feature keeps them whole, for admins, editors, auditors and members of the
 * owning team. Throws `not_found`.
 */
export async function readInteraction(
  principal: Principal,
  feature: Pick<Feature, "id" | "teamId" | "contentPolicy" | "unitAttribute">,
  idOrUnit: string,
  environment?: string,
): Promise<InteractionAnswer> {
  const { costNano, outcome, ...found } = await findInteraction(
    feature.id,
    interactionIds(idOrUnit, feature.unitAttribute),
    environment,
  );
  const place = {
    featureId: feature.id,
    uuid: found.id,
    environment: found.environment,
    from: found.startedAt,
    to: found.endedAt,
  };
  const [calls, spans] = await Promise.all([readCalls(place), readSpans(place)]);
  const kept = feature.contentPolicy === "full";
  const withMessages = kept && mayReadMessages(principal, feature);
  const content = await readContent(feature.id, [...calls, ...spans].slice(0, MAX_SPANS), withMessages);
  const contentOf = (row: { traceId: string; spanId: string }) => content.get(contentKey(row)) ?? null;
  const nodes = [
    ...calls.map((row) => ({
      ...spanPart(row),
      kind: "call" as const,
      call: callPart(row),
      content: contentOf(row),
    })),
    ...spans.map((row) => ({ ...spanPart(row), kind: "span" as const, call: null, content: contentOf(row) })),
  ].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
  return {
    ...found,
    id: found.id.replaceAll("-", ""),
    usd: usdString(costNano),
    outcome: outcome === null ? null : (outcomes[outcome - 1] ?? null),
    messages: !kept ? "none" : withMessages ? "shown" : "hidden",
    truncated: nodes.length > MAX_SPANS,
    tree: treeOf(nodes.slice(0, MAX_SPANS)),
  };
}
