import type { CallPage } from "#lib/telemetry/explorer-answers-schema";
import { type CallColumn, callColumns } from "#lib/telemetry/filters-schema";
import type { CallItem } from "#lib/telemetry/schema";
import { type CsvColumn, listCsv } from "./list-csv.ts";

type Column = CsvColumn<CallItem>;

/** What a column of the table is in the file; one may be several there. */
const columnsOf: Record<CallColumn, readonly Column[]> = {
  started: [["started_at", (call) => call.startedAt]],
  feature: [["feature", (call) => call.feature.slug]],
  call: [
    ["operation", (call) => call.operation],
    ["provider", (call) => call.provider],
    ["request_model", (call) => call.requestModel],
    ["response_model", (call) => call.responseModel],
  ],
  operation: [["operation", (call) => call.operation]],
  provider: [["provider", (call) => call.provider]],
  name: [["name", (call) => call.name]],
  attempt: [["attempt", (call) => call.attempt]],
  status: [["status", (call) => call.status]],
  errorType: [["error_type", (call) => call.errorType]],
  tokens: [
    ["input_tokens", (call) => call.tokens.input],
    ["output_tokens", (call) => call.tokens.output],
  ],
  cache: [
    ["cache_read_tokens", (call) => call.tokens.cacheRead],
    ["cache_write_tokens", (call) => call.tokens.cacheWrite],
  ],
  reasoning: [["reasoning_tokens", (call) => call.tokens.reasoning]],
  firstToken: [["time_to_first_token_ms", (call) => call.timeToFirstTokenMs]],
  duration: [["duration_ms", (call) => call.durationMs]],
  cost: [
    ["billable", (call) => call.billable],
    ["usd", (call) => call.usd],
  ],
  release: [["release", (call) => call.release]],
  environment: [["environment", (call) => call.environment]],
  service: [["service", (call) => call.serviceName]],
  serviceTier: [["service_tier", (call) => call.serviceTier]],
  agent: [["agent", (call) => call.agent]],
  prompt: [
    ["prompt_name", (call) => call.promptName],
    ["prompt_version", (call) => call.promptVersion],
  ],
  trace: [
    ["interaction", (call) => call.interactionId],
    ["trace_id", (call) => call.traceId],
    ["span_id", (call) => call.spanId],
  ],
};

/** The file without chosen columns: what it had at first, then what was added. */
const everything: readonly CallColumn[] = [
  "started",
  "feature",
  "environment",
  "trace",
  "operation",
  "name",
  "service",
  "call",
  "release",
  "attempt",
  "status",
  "duration",
  "tokens",
  "cache",
  "reasoning",
  "cost",
  ...callColumns,
];

/** The newest calls of a list as a file, at most MAX_CSV_ROWS, with the columns asked for. An unpriced call has an empty usd. */
export function callsCsv(
  name: string,
  columns: readonly CallColumn[] | undefined,
  page: (paging: { cursor?: string | undefined; limit: number }) => Promise<CallPage>,
): Promise<Response> {
  const wanted = (columns ?? everything).flatMap((column) => columnsOf[column]);
  const heads = new Set<string>();
  const once = wanted.filter(([head]) => !heads.has(head) && heads.add(head));
  return listCsv(name, once, page);
}
