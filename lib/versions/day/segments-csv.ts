import { csvResponse } from "#lib/core/csv";
import type { Running } from "#lib/versions/schema";
import { type About, aboutColumns, segmentColumns, segmentRows } from "./segment-rows.ts";

const columns = [...segmentColumns, ...aboutColumns];

/** What ran as one table. */
export function segmentsCsv(name: string, about: About, running: Running): Response {
  const rows = segmentRows(about, running, ({ kind, name, version }) => `${kind} ${name} ${version}`);
  return csvResponse(
    name,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );
}
