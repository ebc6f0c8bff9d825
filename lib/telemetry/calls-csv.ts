import { type CsvValue, csvResponse } from "#lib/core/csv";
import type { CallItem, CallPage } from "./schema.ts";

/** Most rows of one file. */
export const MAX_CSV_ROWS = 10_000;
const PAGE_ROWS = 1000;

const columns: [string, (call: CallItem) => CsvValue][] = [
  ["started_at", (call) => call.startedAt],
  ["feature", (call) => call.feature.slug],
  ["environment", (call) => call.environment],
  ["interaction", (call) => call.interactionId],
  ["trace_id", (call) => call.traceId],
  ["span_id", (call) => call.spanId],
  ["operation", (call) => call.operation],
  ["name", (call) => call.name],
  ["service", (call) => call.serviceName],
  ["provider", (call) => call.provider],
  ["request_model", (call) => call.requestModel],
  ["response_model", (call) => call.responseModel],
  ["release", (call) => call.release],
  ["attempt", (call) => call.attempt],
  ["status", (call) => call.status],
  ["duration_ms", (call) => call.durationMs],
  ["input_tokens", (call) => call.tokens.input],
  ["output_tokens", (call) => call.tokens.output],
  ["cache_read_tokens", (call) => call.tokens.cacheRead],
  ["cache_write_tokens", (call) => call.tokens.cacheWrite],
  ["reasoning_tokens", (call) => call.tokens.reasoning],
  ["billable", (call) => call.billable],
  ["usd", (call) => call.usd],
];

/** The newest calls of a list as a file, at most MAX_CSV_ROWS. An unpriced call has an empty usd. */
export async function callsCsv(
  name: string,
  page: (paging: { cursor?: string | undefined; limit: number }) => Promise<CallPage>,
): Promise<Response> {
  const rows: CsvValue[][] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page({ cursor, limit: PAGE_ROWS });
    rows.push(...items.map((call) => columns.map(([, value]) => value(call))));
    cursor = next ?? undefined;
  } while (cursor !== undefined && rows.length < MAX_CSV_ROWS);
  return csvResponse(
    name,
    columns.map(([column]) => column),
    rows,
  );
}
