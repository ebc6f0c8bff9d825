import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { inPiece, pieceSql } from "#lib/core/piece-sql";
import type { Piece } from "#lib/core/pieces";
import { Prisma } from "#prisma/client";
import type { Split } from "./schema.ts";

const callPart = z.object({
  bin: z.number(),
  environment: z.string(),
  operation: z.string(),
  /** The tool's span name; null for what is no tool. */
  tool: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  /** The first 12 digits of the release, null where the call named none. */
  release: z.string().nullable(),
  attempt: z.number(),
  calls: z.number(),
  unpriced: z.number(),
  cost: z.coerce.bigint(),
});
/** Calls that are alike in what a cost is split by. */
export type CallPart = z.infer<typeof callPart>;

const callSums = callPart.extend({
  billable: z.number(),
  inputTokens: z.number(),
  cachedTokens: z.number(),
  cacheWriteTokens: z.number(),
  outputTokens: z.number(),
  reasoningTokens: z.number(),
});
/** Calls that are alike in everything a cost can be split by. */
export type CallSums = z.infer<typeof callSums>;

const nothing = Prisma.sql`NULL::text`;
const tool = Prisma.sql`CASE d.operation WHEN 'execute_tool' THEN d.name END`;
const provider = Prisma.sql`CASE WHEN d.operation <> 'execute_tool' THEN d.provider END`;
const model = Prisma.sql`CASE WHEN d.operation <> 'execute_tool' THEN coalesce(d.response_model, d.request_model) END`;
const release = Prisma.sql`left(lower(d.release), 12)`;

/** Calls of a feature in the pieces' bins, by everything that a cost is split by; of all environments. */
export async function readCallSums(featureId: number, pieces: readonly Piece[]): Promise<CallSums[]> {
  if (pieces.length === 0) return [];
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)},
    summed AS (
      SELECT p.bin, r.dimension_id, r.attempt, sum(p.sign * r.calls) AS calls, sum(p.sign * r.billable_calls) AS billable,
        sum(p.sign * r.unpriced_calls) AS unpriced, sum(p.sign * r.input_tokens) AS input,
        sum(p.sign * r.cache_read_tokens) AS cached, sum(p.sign * r.cache_write_tokens) AS cache_write,
        sum(p.sign * r.output_tokens) AS output, sum(p.sign * r.reasoning_tokens) AS reasoning,
        sum(p.sign * r.cost_nano) AS cost
      FROM piece p CROSS JOIN LATERAL (SELECT * FROM call_rollup r WHERE ${inPiece(featureId)}) AS r
      GROUP BY 1, 2, 3
    )
    SELECT s.bin, d.environment, d.operation, ${tool} AS tool, ${provider} AS provider, ${model} AS model,
      ${release} AS release, s.attempt::int AS attempt, sum(s.calls)::float8 AS calls,
      sum(s.billable)::float8 AS billable, sum(s.unpriced)::float8 AS unpriced, sum(s.input)::float8 AS "inputTokens",
      sum(s.cached)::float8 AS "cachedTokens", sum(s.cache_write)::float8 AS "cacheWriteTokens",
      sum(s.output)::float8 AS "outputTokens", sum(s.reasoning)::float8 AS "reasoningTokens", sum(s.cost)::text AS cost
    FROM summed s JOIN dimension d ON d.feature_id = ${featureId} AND d.id = s.dimension_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(s.calls) <> 0`;
  return z.array(callSums).parse(rows);
}

/** What tells the parts of each split apart; an operation says at least whether a call is of a tool. */
function partColumns(by: Split): Prisma.Sql {
  const columns = {
    environment: Prisma.sql`''`,
    operation: Prisma.sql`CASE d.operation WHEN 'execute_tool' THEN d.operation ELSE '' END`,
    tool: nothing,
    provider: nothing,
    model: nothing,
    release: nothing,
    attempt: Prisma.sql`1`,
  };
  const own = {
    attempt: { attempt: Prisma.sql`s.attempt::int` },
    model: { provider, model },
    operation: { operation: Prisma.sql`d.operation`, tool },
    release: { operation: Prisma.sql`''`, release },
    environment: { operation: Prisma.sql`''`, environment: Prisma.sql`d.environment` },
  }[by];
  const all = Object.entries({ ...columns, ...own }).map(
    ([name, sql]) => Prisma.sql`${sql} AS ${Prisma.raw(name)}`,
  );
  return Prisma.join(all);
}

/**
 * Calls of a feature in the pieces' bins, told apart only by what the split needs: a row for each bin and part, not for
 * each of their combinations. Of one environment, or of all for null.
 */
export async function readCallParts(
  featureId: number,
  environment: string | null,
  pieces: readonly Piece[],
  by: Split,
): Promise<CallPart[]> {
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)},
    summed AS (
      SELECT p.bin, r.dimension_id, r.attempt, sum(p.sign * r.calls) AS calls, sum(p.sign * r.unpriced_calls) AS unpriced,
        sum(p.sign * r.cost_nano) AS cost
      FROM piece p CROSS JOIN LATERAL (SELECT * FROM call_rollup r WHERE ${inPiece(featureId)}) AS r
      GROUP BY 1, 2, 3
    ), part AS (
      SELECT s.bin, s.calls, s.unpriced, s.cost, ${partColumns(by)}
      FROM summed s JOIN dimension d ON d.feature_id = ${featureId} AND d.id = s.dimension_id
      WHERE ${environment === null ? Prisma.sql`true` : Prisma.sql`d.environment = ${environment}`}
    )
    SELECT bin, environment, operation, tool, provider, model, release, attempt, sum(calls)::float8 AS calls,
      sum(unpriced)::float8 AS unpriced, sum(cost)::text AS cost
    FROM part GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(calls) <> 0`;
  return z.array(callPart).parse(rows);
}
