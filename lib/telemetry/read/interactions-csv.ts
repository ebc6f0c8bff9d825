import type { InteractionItem, InteractionPage } from "#lib/telemetry/explorer-answers-schema";
import { type InteractionColumn, interactionColumns } from "#lib/telemetry/filters-schema";
import { type CsvColumn, listCsv } from "./list-csv.ts";

type Column = CsvColumn<InteractionItem>;

const columnsOf: Record<InteractionColumn, readonly Column[]> = {
  started: [
    ["started_at", (one) => one.startedAt],
    ["ended_at", (one) => one.endedAt],
  ],
  feature: [["feature", (one) => one.feature.slug]],
  unit: [
    ["interaction", (one) => one.id],
    ["unit_value", (one) => one.unitValue],
  ],
  outcome: [
    ["outcome", (one) => one.outcome],
    ["last_call_failed", (one) => one.lastCallFailed],
  ],
  calls: [
    ["calls", (one) => one.calls],
    ["billable_calls", (one) => one.billableCalls],
  ],
  attempts: [
    ["retries", (one) => one.retries],
    ["fallbacks", (one) => one.fallbacks],
  ],
  errors: [["error_calls", (one) => one.errorCalls]],
  tokens: [
    ["input_tokens", (one) => one.inputTokens],
    ["output_tokens", (one) => one.outputTokens],
  ],
  cost: [
    ["usd", (one) => one.usd],
    ["unpriced_calls", (one) => one.unpricedCalls],
  ],
  duration: [["duration_ms", (one) => one.durationMs]],
  release: [
    ["release", (one) => one.release],
    ["several_releases", (one) => one.severalReleases],
  ],
  environment: [["environment", (one) => one.environment]],
};

/** A list of interactions as a file, at most MAX_CSV_ROWS, with the columns asked for. usd is of the calls that have a price. */
export function interactionsCsv(
  name: string,
  columns: readonly InteractionColumn[] | undefined,
  page: (paging: { cursor?: string | undefined; limit: number }) => Promise<InteractionPage>,
): Promise<Response> {
  return listCsv(
    name,
    (columns ?? interactionColumns).flatMap((column) => columnsOf[column]),
    page,
  );
}
