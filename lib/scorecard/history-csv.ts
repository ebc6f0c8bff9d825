import "server-only";
import { type CsvValue, csvHeaders, csvLines } from "#lib/core/csv";
import { listScorecardHistory } from "./history-queries.ts";
import type { HistoryEntry } from "./schema.ts";

const head = [
  "at",
  "met",
  "of",
  "verdict",
  "criteria",
  "check",
  "from",
  "to",
  "because",
  "why",
  "by",
  "inputs",
];
const BATCH = 50;

function linesOf(entry: HistoryEntry): CsvValue[][] {
  return entry.changes.map((change) => [
    entry.at,
    entry.met,
    6,
    entry.verdict,
    entry.criteria,
    change.id,
    change.from,
    change.to,
    change.because,
    change.causes.map(({ words }) => words).join("; "),
    change.causes.flatMap(({ by }) => by?.name ?? []).join("; "),
    entry.inputDigest,
  ]);
}

async function* chunks(featureId: number, from: string | undefined): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvLines([head]));
  let cursor = from;
  do {
    const page = await listScorecardHistory(featureId, { limit: BATCH, cursor });
    yield encoder.encode(csvLines(page.items.flatMap(linesOf)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** The whole history as CSV, a line for each check that turned, read in batches while it is sent. */
export function historyCsv(feature: { id: number; slug: string }, cursor: string | undefined): Response {
  const lines = chunks(feature.id, cursor);
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
  return new Response(body, { headers: csvHeaders(`${feature.slug}-score-history`) });
}
