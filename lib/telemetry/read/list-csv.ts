import { type CsvValue, csvHeaders, csvLines } from "#lib/core/csv";

/** Most rows of one file. */
export const MAX_CSV_ROWS = 10_000;
const PAGE_ROWS = 1000;
/** A list that looks far back for few rows ends at some page. */
const MAX_PAGES = 200;

/** A column of a file: its head, and what a row has there. */
export type CsvColumn<T> = readonly [head: string, value: (row: T) => CsvValue];

type Page<T> = { items: readonly T[]; next: string | null };
type ReadPage<T> = (paging: { cursor?: string | undefined; limit: number }) => Promise<Page<T>>;

async function* chunks<T>(
  columns: readonly CsvColumn<T>[],
  first: Page<T>,
  page: ReadPage<T>,
): AsyncGenerator<string> {
  yield csvLines([columns.map(([head]) => head)]);
  let rows = 0;
  let current = first;
  for (let pages = 1; ; pages += 1) {
    const items = current.items.slice(0, MAX_CSV_ROWS - rows);
    rows += items.length;
    if (items.length > 0) yield csvLines(items.map((item) => columns.map(([, value]) => value(item))));
    if (current.next === null || rows >= MAX_CSV_ROWS || pages >= MAX_PAGES) return;
    current = await page({ cursor: current.next, limit: PAGE_ROWS });
  }
}

/** The first rows of a list as a file, read page by page while it is sent. A refusal is thrown before the first byte. */
export async function listCsv<T>(
  name: string,
  columns: readonly CsvColumn<T>[],
  page: ReadPage<T>,
): Promise<Response> {
  const lines = chunks(columns, await page({ limit: PAGE_ROWS }), page);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
  return new Response(body, { headers: csvHeaders(name) });
}
