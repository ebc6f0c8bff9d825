import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { usdString } from "#lib/core/money";
import { interactionOf } from "#lib/telemetry/interaction";
import { type CallContent, type InteractionAnswer, outcomes } from "#lib/telemetry/schema";
import { type Feature, Prisma } from "#prisma/client";
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
import { type ContentFeature, contentKey, readContent } from "./read-content.ts";

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

type Place = {
  featureId: number;
  uuid: string;
  /** Whether the trace is the interaction: then calls do not name it, and its times bound what is searched. */
  byTrace: boolean;
  environment: string;
  from: string;
  to: string;
};

/** Conditions on a call or span `c` and its dimension `d`. Minutes are added for spans that move no interaction's times. */
const ofInteraction = ({ featureId, uuid, byTrace, environment, from, to }: Place) => Prisma.sql`
  c.feature_id = ${featureId} AND d.environment = ${environment}
  AND ${byTrace ? Prisma.sql`c.interaction_id IS NULL AND c.trace_id = ${uuid}::uuid` : Prisma.sql`c.interaction_id = ${uuid}::uuid`}
  AND c.started_at >= ${from}::timestamptz - interval '15 minutes'
  AND c.started_at <= ${to}::timestamptz + interval '15 minutes'
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

/**
 * One interaction as a tree. `idOrUnit` is its id (32 hexadecimal digits; of the trace where that is the unit) or the
 * unit's value. Messages that are kept come to the owning team, auditors and admins, and each such answer is recorded as
 * a look; with `content: false` nobody gets them and nothing is recorded. Throws `not_found`.
 */
export async function readInteraction(
  principal: Principal,
  feature: ContentFeature & Pick<Feature, "unitAttribute">,
  idOrUnit: string,
  { environment, content: wanted }: { environment?: string; content: boolean },
  now = new Date(),
): Promise<InteractionAnswer> {
  const { costNano, outcome, ...found } = await findInteraction(
    feature.id,
    interactionIds(idOrUnit, feature.unitAttribute),
    environment,
  );
  const place = {
    featureId: feature.id,
    uuid: found.id,
    byTrace: found.unitValue === null,
    environment: found.environment,
    from: found.startedAt,
    to: found.endedAt,
  };
  const [calls, spans] = await Promise.all([readCalls(place), readSpans(place)]);
  const id = found.id.replaceAll("-", "");
  const { content, messages } = await readContent(
    { principal, feature, now },
    { id, environment: found.environment },
    [...calls, ...spans].slice(0, MAX_SPANS),
    wanted,
  );
  const contentOf = (row: z.output<typeof spanRow>): CallContent | null => {
    const own = content.get(contentKey(row));
    if (!own && !row.origin) return null;
    return { ...own, attributes: { ...row.origin, ...own?.attributes } };
  };
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
    id,
    usd: usdString(costNano),
    outcome: outcome === null ? null : (outcomes[outcome - 1] ?? null),
    messages,
    truncated: nodes.length > MAX_SPANS,
    tree: treeOf(nodes.slice(0, MAX_SPANS)),
  };
}
