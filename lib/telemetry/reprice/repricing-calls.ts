import "server-only";
import type { PoolClient } from "pg";
import { z } from "zod";
import type { AttributeValue } from "#lib/telemetry/otlp/otlp";
import type { Dimension } from "#lib/telemetry/write/dimension";
import type { StoredCall } from "./repricing-diff.ts";
import { lockCallsSql, pageSql } from "./repricing-sql.ts";

/** Where a run is: behind this call. Serialised as it is kept in the run's row. */
export const cursor = z.object({
  featureId: z.int(),
  startedUs: z.string(),
  traceId: z.string(),
  spanId: z.string(),
});
export type Cursor = z.infer<typeof cursor>;

/** Before the first call of a feature. */
export function atFeature(featureId: number): Cursor {
  return {
    featureId,
    startedUs: "-62135596800000000",
    traceId: "00000000-0000-0000-0000-000000000000",
    spanId: "0",
  };
}

const big = z.string().transform(BigInt);
const row = z.object({
  started_us: big,
  trace_id: z.string(),
  span_id: big,
  dimension_id: big,
  interaction_id: z.string(),
  status: z.int(),
  billable: z.boolean(),
  cost_nano: big.nullable(),
  input_tokens: z.int().nullable(),
  output_tokens: z.int().nullable(),
  cache_read_tokens: z.int().nullable(),
  cache_write_tokens: z.int().nullable(),
  reasoning_tokens: z.int().nullable(),
});

function callsOf(rows: unknown[]): StoredCall[] {
  return z
    .array(row)
    .parse(rows)
    .map((stored) => ({
      startedUs: stored.started_us,
      traceId: stored.trace_id,
      spanId: stored.span_id,
      dimensionId: stored.dimension_id,
      interactionId: stored.interaction_id,
      status: stored.status,
      billable: stored.billable,
      costNano: stored.cost_nano,
      usage: {
        input: stored.input_tokens,
        output: stored.output_tokens,
        cacheRead: stored.cache_read_tokens,
        cacheWrite: stored.cache_write_tokens,
        reasoning: stored.reasoning_tokens,
      },
    }));
}

const usOf = (at: Date): string => (BigInt(at.getTime()) * 1000n).toString();

/** The next calls of a feature in a period, in the order of their keys. */
export async function readPage(
  client: PoolClient,
  after: Cursor,
  period: { from: Date; to: Date },
  limit: number,
): Promise<StoredCall[]> {
  const { rows } = await client.query(pageSql, [
    after.featureId,
    usOf(period.from),
    usOf(period.to),
    after.startedUs,
    after.traceId,
    after.spanId,
    limit,
  ]);
  return callsOf(rows);
}

export const keysOf = (calls: readonly StoredCall[]) => [
  calls.map((call) => call.startedUs),
  calls.map((call) => call.traceId),
  calls.map((call) => call.spanId),
];

const keyOf = (call: StoredCall) => `${call.startedUs} ${call.traceId} ${call.spanId}`;

/**
 * The same calls as they are now, locked until the transaction ends; those that are gone are left out. Settling takes a
 * call out and puts it in again: whoever waited for it meanwhile finds it only by looking a second time.
 */
export async function lockCalls(
  client: PoolClient,
  featureId: number,
  calls: readonly StoredCall[],
): Promise<StoredCall[]> {
  const lock = async (wanted: readonly StoredCall[]) =>
    callsOf((await client.query(lockCallsSql, [featureId, ...keysOf(wanted)])).rows);
  const found = await lock(calls);
  if (found.length === calls.length) return found;
  const known = new Set(found.map(keyOf));
  return [...found, ...(await lock(calls.filter((call) => !known.has(keyOf(call)))))];
}

const text = z.string().nullable();
const dimensionRow = z.object({
  id: z.string(),
  environment: z.string(),
  operation: z.string(),
  name: z.string(),
  serviceName: text,
  agent: text,
  provider: text,
  requestModel: text,
  responseModel: text,
  release: text,
  promptName: text,
  promptVersion: text,
  priceRef: text,
  serviceTier: text,
  errorType: text,
  namedFeature: text,
  origin: text,
});

/** The dimensions of these calls, by id. */
export async function readDimensions(
  client: PoolClient,
  featureId: number,
  calls: readonly Pick<StoredCall, "dimensionId">[],
): Promise<Map<bigint, Dimension>> {
  const ids = [...new Set(calls.map((call) => call.dimensionId))];
  const { rows } = await client.query(
    `SELECT id, environment, operation, name, service_name AS "serviceName", agent, provider,
       request_model AS "requestModel", response_model AS "responseModel", release, prompt_name AS "promptName",
       prompt_version AS "promptVersion", price_ref AS "priceRef", service_tier AS "serviceTier",
       error_type AS "errorType", named_feature AS "namedFeature", origin
     FROM dimension WHERE feature_id = $1 AND id = ANY ($2::bigint[])`,
    [featureId, ids],
  );
  return new Map(
    z
      .array(dimensionRow)
      .parse(rows)
      .map(({ id, ...dimension }) => [BigInt(id), { featureId, ...dimension }]),
  );
}

type Attributes = { [name: string]: AttributeValue };

/** The attributes that were kept of these calls, by trace and span id. */
export async function readAttributes(
  client: PoolClient,
  featureId: number,
  calls: readonly StoredCall[],
): Promise<Map<string, Attributes>> {
  if (calls.length === 0) return new Map();
  const { rows } = await client.query<{ trace_id: string; span_id: string; attributes: Attributes }>(
    `SELECT k.trace_id, k.span_id, k.attributes FROM call_content k
     JOIN unnest($2::bigint[], $3::uuid[], $4::bigint[]) AS c(started_us, trace_id, span_id)
       ON k.started_at = 'epoch'::timestamptz + c.started_us * interval '1 microsecond'
         AND k.trace_id = c.trace_id AND k.span_id = c.span_id
     WHERE k.feature_id = $1`,
    [featureId, ...keysOf(calls)],
  );
  return new Map(rows.map((found) => [`${found.trace_id} ${found.span_id}`, found.attributes]));
}
