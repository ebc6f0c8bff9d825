import { csvResponse } from "#lib/core/csv";
import type { Segment } from "./schema.ts";

const columns = [
  "from",
  "to",
  "certainty",
  "weight",
  "release",
  "artifacts",
  "reason",
  "effective_at",
  "reported_at",
  "reported_by",
];

/** One row for each share of each segment; a segment without shares has one row, so that a gap is seen. */
export function segmentsCsv(name: string, segments: Segment[]): Response {
  const rows = segments.flatMap((segment) => {
    const head = [segment.from, segment.to, segment.certainty];
    const tail = [segment.reason, segment.effectiveAt, segment.reportedAt, segment.reportedBy].map(
      (value) => value ?? "",
    );
    if (segment.shares.length === 0) return [[...head, "", "", "", ...tail]];
    return segment.shares.map((share) => [
      ...head,
      String(share.weight),
      share.release,
      share.artifacts.map(({ kind, name, version }) => `${kind} ${name} ${version}`).join("; "),
      ...tail,
    ]);
  });
  return csvResponse(name, columns, rows);
}
