import { type CsvValue, csvResponse } from "#lib/core/csv";
import { ratingInWords } from "#lib/telemetry/feedback-domain";
import type { FeedbackItem, FeedbackPage } from "#lib/telemetry/feedback-schema";

const MAX_CSV_ROWS = 10_000;
const PAGE_ROWS = 1000;

const columns: [string, (item: FeedbackItem) => CsvValue][] = [
  ["at", (item) => item.at],
  ["id", (item) => item.id],
  ["environment", (item) => item.environment],
  ["interaction", (item) => item.interaction],
  ["trace_id", (item) => item.traceId],
  ["span_id", (item) => item.spanId],
  ["response_id", (item) => item.responseId],
  ["rating", (item) => (item.rating ? ratingInWords(item.rating) : null)],
  ["score", (item) => item.score],
  ["label", (item) => item.label],
  ["has_comment", (item) => item.hasComment],
  ["end_user", (item) => item.endUser],
  ["source", (item) => item.source],
  ["given_by", (item) => item.createdBy],
  ["revision", (item) => item.revision],
];

/** The newest feedback of a list as a file, at most 10,000 rows, without comments: those take a look at the interaction. */
export async function feedbackCsv(
  name: string,
  page: (paging: { cursor?: string | undefined; limit: number }) => Promise<FeedbackPage>,
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
