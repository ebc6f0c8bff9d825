import { type CsvValue, csvResponse } from "#lib/core/csv";
import type { EvaluationItem, EvaluationPage } from "#lib/telemetry/evaluation-schema";

/** Most rows of one file. */
const MAX_CSV_ROWS = 10_000;
const PAGE_ROWS = 1000;

const columns: [string, (item: EvaluationItem) => CsvValue][] = [
  ["at", (item) => item.at],
  ["environment", (item) => item.environment],
  ["name", (item) => item.name],
  ["score", (item) => item.score],
  ["label", (item) => item.label],
  ["trace_id", (item) => item.traceId],
  ["span_id", (item) => item.spanId],
  ["response_id", (item) => item.responseId],
  ["source", (item) => item.source],
];

/** The newest evaluation results of a list as a file, at most MAX_CSV_ROWS. */
export async function evaluationsCsv(
  name: string,
  page: (paging: { cursor?: string | undefined; limit: number }) => Promise<EvaluationPage>,
): Promise<Response> {
  const rows: CsvValue[][] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page({ cursor, limit: PAGE_ROWS });
    rows.push(...items.map((item) => columns.map(([, value]) => value(item))));
    cursor = next ?? undefined;
  } while (cursor !== undefined && rows.length < MAX_CSV_ROWS);
  return csvResponse(
    name,
    columns.map(([column]) => column),
    rows,
  );
}
