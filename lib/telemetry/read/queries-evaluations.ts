import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { instantText } from "#lib/core/schema";
import type { EvaluationFilters, EvaluationItem, EvaluationPage } from "#lib/telemetry/evaluation-schema";
import { Prisma } from "#prisma/client";
import { isoMicros } from "./queries-span-row.ts";

const sources = ["span", "log"] as const;

const uuid = z.string().transform((text) => text.replaceAll("-", ""));
const evaluationRow = z.object({
  at: z.string(),
  id: z.string(),
  environment: z.string(),
  name: z.string(),
  score: z.number().nullable(),
  label: z.string().nullable(),
  hasExplanation: z.boolean(),
  explanation: z.string().nullable(),
  traceId: uuid.nullable(),
  spanId: z
    .string()
    .transform((text) => BigInt.asUintN(64, BigInt(text)).toString(16).padStart(16, "0"))
    .nullable(),
  responseId: z.string().nullable(),
  source: z.number().transform((source) => sources[source - 1] ?? "log"),
  attributes: z.record(z.string(), z.unknown()),
});
type EvaluationRow = z.output<typeof evaluationRow>;

/** Whether explanations are read, and from which instant on messages of the feature are kept. */
type Words = { shown: boolean; keptFrom: Date };
const noWords: Words = { shown: false, keptFrom: new Date(0) };

const columns = ({
  shown,
  keptFrom,
}: Words) => Prisma.sql`${isoMicros(Prisma.sql`e.at`)} AS at, e.id::text AS id,
  e.environment, e.name, e.score, e.label, e.explanation IS NOT NULL AND e.at >= ${keptFrom} AS "hasExplanation",
  ${shown ? Prisma.sql`CASE WHEN e.at >= ${keptFrom} THEN e.explanation END` : Prisma.sql`NULL`} AS explanation,
  e.trace_id::text AS "traceId", e.span_id::text AS "spanId", e.response_id AS "responseId", e.source::int AS source,
  e.attributes`;

/** A result beside the call that it judges; `explanation` is null unless it was asked for. */
export type EvaluationOfTrace = EvaluationItem & { explanation: string | null };

function itemOf({ id: _, explanation: __, ...row }: EvaluationRow): EvaluationItem {
  return row;
}

/** So many results of one interaction are shown. */
const MAX_OF_TRACES = 1000;

/**
 * What evaluators said of these traces and responses, by time. Ids as OpenTelemetry writes them (32 hexadecimal digits),
 * response ids as the provider gives them. Explanations may quote messages: ask for them only where the reader may read
 * messages, and record the look.
 */
export async function evaluationsOfTraces(
  featureId: number,
  traceIds: readonly string[],
  responseIds: readonly string[],
  words = noWords,
): Promise<EvaluationOfTrace[]> {
  if (traceIds.length + responseIds.length === 0) return [];
  const rows = await db().$queryRaw`
    SELECT ${columns(words)} FROM evaluation_result e
    WHERE e.feature_id = ${featureId}
      AND (e.trace_id = ANY (${[...traceIds]}::uuid[]) OR e.response_id = ANY (${[...responseIds]}::text[]))
    ORDER BY e.at, e.id LIMIT ${MAX_OF_TRACES}`;
  return z
    .array(evaluationRow)
    .parse(rows)
    .map((row) => ({ ...itemOf(row), explanation: row.explanation }));
}

const cursorShape = z.tuple([instantText, z.guid()]);

function decodeCursor(text: string): z.infer<typeof cursorShape> {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw new AppError("invalid", "The cursor is not one that this list gave.", {
      fields: [{ path: "cursor", message: "is not one that this list gave" }],
    });
  }
}

/** A feature's evaluation results that pass the filters, newest first. Throws `invalid` for a cursor that is none. */
export async function listEvaluations(
  featureId: number,
  filters: EvaluationFilters,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<EvaluationPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const { name, environment, trace, from, to } = filters;
  const conditions = Prisma.join(
    [
      Prisma.sql`e.feature_id = ${featureId}`,
      ...(name ? [Prisma.sql`e.name = ${name}`] : []),
      ...(environment ? [Prisma.sql`e.environment = ${environment}`] : []),
      ...(trace ? [Prisma.sql`e.trace_id = ${trace}::uuid`] : []),
      ...(from ? [Prisma.sql`e.at >= ${from.toISOString()}::timestamptz`] : []),
      ...(to ? [Prisma.sql`e.at < ${to.toISOString()}::timestamptz`] : []),
      ...(after ? [Prisma.sql`(e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ],
    " AND ",
  );
  const rows = await db().$queryRaw`
    SELECT ${columns(noWords)} FROM evaluation_result e WHERE ${conditions}
    ORDER BY e.at DESC, e.id DESC LIMIT ${limit + 1}`;
  const found = z.array(evaluationRow).parse(rows);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    next:
      last && found.length > limit
        ? Buffer.from(JSON.stringify([last.at, last.id])).toString("base64url")
        : null,
  };
}
