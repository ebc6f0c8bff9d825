import "server-only";
import type { PoolClient } from "pg";
import { z } from "zod";
import { readDimensions } from "#lib/telemetry/reprice/repricing-calls";
import { plain } from "#lib/telemetry/write/columns";
import type { AsCall, Row } from "#lib/telemetry/write/rows";
import type { StoredRow } from "./move-rows.ts";
import { keyValues } from "./move-rows.ts";

const big = z.string().transform(BigInt);
const int = z.number().nullable();
const uuid = z.string().transform((text) => text.replaceAll("-", ""));
const spanId = z
  .string()
  .transform((text) => BigInt.asUintN(64, BigInt(text)).toString(16).padStart(16, "0"));

const usage = z.object({
  input: int,
  output: int,
  cacheRead: int,
  cacheWrite: int,
  reasoning: int,
});

const asCall = z.object({
  attempt: int,
  attemptStated: z.boolean(),
  operationStated: z.boolean(),
  billable: z.boolean(),
  costNano: big.nullable(),
  usage,
  timeToFirstTokenUs: int,
  priceRef: z.string().nullable(),
}) satisfies z.ZodType<AsCall>;

const place = {
  feature_id: z.number(),
  started_us: z.coerce.number(),
  trace_id: uuid,
  span_id: spanId,
  parent_span_id: spanId.nullable(),
  interaction_id: uuid.nullable(),
  dimension_id: big,
  duration_us: z.coerce.number(),
  status: z.number(),
  outcome: int,
  unit_inherited: z.boolean().nullable(),
};

const callRow = z.object({
  ...place,
  attempt: z.number(),
  attempt_stated: z.boolean(),
  operation_stated: z.boolean(),
  billable: z.boolean(),
  has_unit: z.boolean(),
  cost_nano: big.nullable(),
  time_to_first_token_us: z.coerce.number().nullable(),
  input_tokens: int,
  output_tokens: int,
  cache_read_tokens: int,
  cache_write_tokens: int,
  reasoning_tokens: int,
});
const spanRow = z.object({
  ...place,
  plain: z.boolean().nullable(),
  unit_value: z.string().nullable(),
  as_call: asCall.nullable(),
});

const startedUs = (alias: string) =>
  `(extract(epoch FROM ${alias}.started_at) * 1000000)::bigint AS started_us`;

type Stored = z.infer<typeof callRow> | z.infer<typeof spanRow>;

function rowFrom(stored: Stored, dimension: Row["dimension"]): StoredRow {
  const call = "attempt" in stored ? stored : null;
  return {
    dimensionId: stored.dimension_id,
    row: {
      featureId: stored.feature_id,
      dimension,
      traceId: stored.trace_id,
      spanId: stored.span_id,
      parentSpanId: stored.parent_span_id,
      startUs: stored.started_us,
      durationUs: stored.duration_us,
      interactionId: stored.interaction_id ?? stored.trace_id,
      unitValue: "unit_value" in stored ? stored.unit_value : null,
      hasUnit: call ? call.has_unit : stored.interaction_id !== null,
      unitInherited: stored.unit_inherited ?? false,
      status: stored.status,
      outcome: stored.outcome,
      content: null,
      call: call && {
        attempt: call.attempt,
        attemptStated: call.attempt_stated,
        operationStated: call.operation_stated,
        billable: call.billable,
        costNano: call.cost_nano,
        usage: {
          input: call.input_tokens,
          output: call.output_tokens,
          cacheRead: call.cache_read_tokens,
          cacheWrite: call.cache_write_tokens,
          reasoning: call.reasoning_tokens,
        },
        timeToFirstTokenUs: call.time_to_first_token_us,
      },
      asCall: "as_call" in stored ? stored.as_call : null,
    },
  };
}

async function withDimensions(
  client: PoolClient,
  featureId: number,
  stored: readonly Stored[],
): Promise<StoredRow[]> {
  const dimensions = await readDimensions(
    client,
    featureId,
    stored.map((row) => ({ dimensionId: row.dimension_id })),
  );
  return stored.flatMap((row) => {
    const dimension = dimensions.get(row.dimension_id);
    return dimension ? [rowFrom(row, dimension)] : [];
  });
}

/** When the parts of traces ($2) of a feature ($1) that no other unit took lie: within the interactions that they are. */
const timesSql = `
  SELECT (extract(epoch FROM i.started_at) * 1000000)::bigint AS first, (extract(epoch FROM i.ended_at) * 1000000)::bigint AS last
  FROM (SELECT DISTINCT environment FROM dimension WHERE feature_id = $1) e
  JOIN interaction i ON i.feature_id = $1 AND i.environment = e.environment AND i.id = ANY ($2::uuid[])
  ORDER BY i.started_at`;

/** Stretches of time that together cover these: traces of one moment are found by one look, not by one look each. */
function stretches(times: readonly { first: string; last: string }[]): { first: number; last: number }[] {
  const merged: { first: number; last: number }[] = [];
  for (const time of times) {
    const [first, last] = [Number(time.first), Number(time.last)];
    const before = merged.at(-1);
    if (before && first <= before.last) before.last = Math.max(before.last, last);
    else merged.push({ first, last });
  }
  return merged;
}

/** Rows of traces ($2) of a feature ($1): those that a unit took by the index of traces, the others by stretches of time. */
const ofTraces = (table: "call" | "span") => `
  SELECT t.*, ${startedUs("t")} FROM ${table} t
  WHERE t.feature_id = $1 AND t.trace_id = ANY ($2::uuid[]) AND t.interaction_id IS NOT NULL
  UNION ALL
  SELECT t.*, ${startedUs("t")} FROM unnest($3::bigint[], $4::bigint[]) AS r(first, last)
  JOIN ${table} t ON t.feature_id = $1 AND t.trace_id = ANY ($2::uuid[])
    AND t.started_at >= 'epoch'::timestamptz + r.first * interval '1 microsecond'
    AND t.started_at <= 'epoch'::timestamptz + r.last * interval '1 microsecond'
  WHERE t.interaction_id IS NULL ${table === "span" ? "AND t.plain IS NOT TRUE" : ""} LIMIT $5`;
const plainOfTraces = `SELECT t.*, ${startedUs("t")} FROM span t
  WHERE t.feature_id = $1 AND t.trace_id = ANY ($2::uuid[]) AND t.plain LIMIT $3`;

/**
 * All stored calls and spans of traces of one feature, in the order of their keys. Null when there are more than `most`
 * of a kind: a trace may grow for as long as its sender likes.
 */
export async function readTraces(
  client: PoolClient,
  featureId: number,
  traces: string[],
  most: number,
): Promise<StoredRow[] | null> {
  const times = await client.query<{ first: string; last: string }>(timesSql, [featureId, traces]);
  const within = stretches(times.rows);
  const values = [
    featureId,
    traces,
    plain(within, ({ first }) => first),
    plain(within, ({ last }) => last),
    most + 1,
  ];
  const calls = await client.query({ name: "trace-calls", text: ofTraces("call"), values });
  const spans = await client.query({ name: "trace-spans", text: ofTraces("span"), values });
  const alone = await client.query({
    name: "trace-plain",
    text: plainOfTraces,
    values: [featureId, traces, most + 1],
  });
  if ([calls, spans, alone].some(({ rows }) => rows.length > most)) return null;
  const stored = [
    ...z.array(callRow).parse(calls.rows),
    ...z.array(spanRow).parse([...spans.rows, ...alone.rows]),
  ];
  stored.sort((a, b) => a.started_us - b.started_us || (a.span_id < b.span_id ? -1 : 1));
  return withDimensions(client, featureId, stored);
}

export type RowKey = { startedUs: string; traceId: string; spanId: string };

const nextSql = (table: "call" | "span") => `SELECT t.*, ${startedUs("t")} FROM ${table} t
  WHERE t.feature_id = $1 AND t.dimension_id = ANY ($2::bigint[])
    AND (t.started_at, t.trace_id, t.span_id) > ('epoch'::timestamptz + $3::bigint * interval '1 microsecond', $4::uuid, $5::bigint)
  ORDER BY t.started_at, t.trace_id, t.span_id LIMIT $6 FOR UPDATE OF t`;

/** The next rows of these dimensions of a feature behind a key, locked, and the key of the last of them. */
export async function lockNext(
  client: PoolClient,
  from: { table: "call" | "span"; featureId: number; dimensions: string[]; after: RowKey; limit: number },
): Promise<{ rows: StoredRow[]; last: RowKey | null }> {
  const { table, featureId, dimensions, after, limit } = from;
  const values = [featureId, dimensions, after.startedUs, after.traceId, after.spanId, limit];
  const found = await client.query<{ started_us: string; trace_id: string; span_id: string }>(
    nextSql(table),
    values,
  );
  const end = found.rows.at(-1);
  const rows = table === "call" ? z.array(callRow).parse(found.rows) : z.array(spanRow).parse(found.rows);
  return {
    rows: await withDimensions(client, featureId, rows),
    last: end ? { startedUs: end.started_us, traceId: end.trace_id, spanId: end.span_id } : null,
  };
}

const lockSql = (table: "call" | "span") => `SELECT t.*, ${startedUs("t")} FROM ${table} t
  JOIN unnest($1::int[], $2::bigint[], $3::uuid[], $4::bigint[]) AS k(feature_id, started_us, trace_id, span_id)
    ON t.feature_id = k.feature_id AND t.trace_id = k.trace_id AND t.span_id = k.span_id
      AND t.started_at = 'epoch'::timestamptz + k.started_us * interval '1 microsecond'
  ORDER BY t.feature_id, t.started_at, t.trace_id, t.span_id FOR UPDATE OF t`;

/** Stored rows of one feature as they are now, locked: they may have been priced anew since they were read. */
export async function lockRows(
  client: PoolClient,
  featureId: number,
  rows: readonly Row[],
): Promise<StoredRow[]> {
  const calls = await client.query(lockSql("call"), keyValues(rows.filter((row) => row.call)));
  const spans = await client.query(lockSql("span"), keyValues(rows.filter((row) => !row.call)));
  return withDimensions(client, featureId, [
    ...z.array(callRow).parse(calls.rows),
    ...z.array(spanRow).parse(spans.rows),
  ]);
}
