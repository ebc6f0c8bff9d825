import { z } from "zod";
import { usdString } from "#lib/core/money";
import { attempts, type CallItem, callStatuses, type InteractionNode } from "#lib/telemetry/schema";
import { Prisma } from "#prisma/client";

/** An instant as RFC 3339 with microseconds, which a Date cannot hold and a cursor needs. */
export const isoMicros = (column: Prisma.Sql) =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Columns of a call `c` with its dimension `d`, as `callRow` reads them. bigint as text: no digit is lost. */
export const callColumns = Prisma.sql`c.feature_id AS "featureId", d.environment,
  ${isoMicros(Prisma.sql`c.started_at`)} AS "startedAt", c.duration_us::float8 / 1000 AS "durationMs",
  c.trace_id::text AS "traceId", c.span_id::text AS "spanId", c.parent_span_id::text AS "parentSpanId",
  coalesce(c.interaction_id, c.trace_id)::text AS "interactionId", d.operation, d.name, d.service_name AS "serviceName", d.agent, d.release,
  d.origin, d.error_type AS "errorType", d.service_tier AS "serviceTier", c.status::int AS status, d.provider, d.request_model AS "requestModel", d.response_model AS "responseModel",
  d.prompt_name AS "promptName", d.prompt_version AS "promptVersion", c.attempt::int AS attempt,
  c.time_to_first_token_us::float8 / 1000 AS "timeToFirstTokenMs", c.billable, c.cost_nano::text AS "costNano",
  d.price_ref AS "priceRef", c.input_tokens AS "inputTokens", c.output_tokens AS "outputTokens",
  c.cache_read_tokens AS "cacheReadTokens", c.cache_write_tokens AS "cacheWriteTokens",
  c.reasoning_tokens AS "reasoningTokens"`;

/** Columns of a structure span `c` with its dimension `d`, as `spanRow` reads them. */
export const spanColumns = Prisma.sql`${isoMicros(Prisma.sql`c.started_at`)} AS "startedAt",
  c.duration_us::float8 / 1000 AS "durationMs", c.trace_id::text AS "traceId", c.span_id::text AS "spanId",
  c.parent_span_id::text AS "parentSpanId", d.operation, d.name, d.service_name AS "serviceName", d.agent, d.release,
  d.origin, d.error_type AS "errorType", c.status::int AS status`;

/** A trace or interaction id as OpenTelemetry writes it: 32 hexadecimal digits. */
const hex32 = z.string().transform((uuid) => uuid.replaceAll("-", ""));
/** Span ids are kept as signed 64-bit numbers; written as 16 hexadecimal digits. */
const hex16 = z.string().transform((text) => BigInt.asUintN(64, BigInt(text)).toString(16).padStart(16, "0"));
const text = z.string().nullable();
const integer = z.number().int().nullable();

export const spanRow = z.object({
  startedAt: z.string(),
  durationMs: z.number(),
  traceId: hex32,
  spanId: hex16,
  parentSpanId: hex16.nullable(),
  operation: z.string(),
  name: z.string(),
  serviceName: text,
  agent: text,
  release: text,
  errorType: text,
  origin: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(z.record(z.string(), z.string()))
    .nullable(),
  status: z.number().transform((status) => callStatuses[status - 1] ?? "error"),
});

const callOnly = {
  provider: text,
  requestModel: text,
  responseModel: text,
  promptName: text,
  promptVersion: text,
  serviceTier: text,
  attempt: z.number().transform((attempt) => attempts[attempt - 1] ?? "first"),
  timeToFirstTokenMs: z.number().nullable(),
  billable: z.boolean(),
  costNano: z.coerce.bigint().nullable(),
  priceRef: text,
  inputTokens: integer,
  outputTokens: integer,
  cacheReadTokens: integer,
  cacheWriteTokens: integer,
  reasoningTokens: integer,
};

export const callRow = spanRow.extend({
  featureId: z.number(),
  environment: z.string(),
  interactionId: hex32,
  ...callOnly,
});
export type CallRow = z.output<typeof callRow>;

/** What only calls have, as the API shows it. */
export function callPart(row: CallRow): NonNullable<InteractionNode["call"]> {
  return {
    provider: row.provider,
    requestModel: row.requestModel,
    responseModel: row.responseModel,
    promptName: row.promptName,
    promptVersion: row.promptVersion,
    serviceTier: row.serviceTier,
    attempt: row.attempt,
    timeToFirstTokenMs: row.timeToFirstTokenMs,
    billable: row.billable,
    usd: row.costNano === null ? null : usdString(row.costNano),
    priceRef: row.priceRef,
    tokens: {
      input: row.inputTokens,
      output: row.outputTokens,
      cacheRead: row.cacheReadTokens,
      cacheWrite: row.cacheWriteTokens,
      reasoning: row.reasoningTokens,
    },
  };
}

/** What calls and structure spans have in common. */
export function spanPart(row: z.output<typeof spanRow>) {
  const { startedAt, durationMs, traceId, spanId, parentSpanId, operation, name, status } = row;
  const { serviceName, agent, release, errorType } = row;
  return {
    startedAt,
    durationMs,
    traceId,
    spanId,
    parentSpanId,
    operation,
    name,
    status,
    serviceName,
    agent,
    release,
    errorType,
  };
}

/** A call as lists show it. */
export function callItemOf(row: CallRow, feature: CallItem["feature"]): CallItem {
  const { environment, interactionId } = row;
  return { feature, environment, interactionId, ...spanPart(row), ...callPart(row) };
}
