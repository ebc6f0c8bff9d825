import { type CsvValue, csvResponse } from "#lib/core/csv";
import type { DayAnswer } from "./day-answer.ts";
import type { Finding, ObservedValue } from "./findings-schema.ts";
import type { Segment } from "./schema.ts";

const columns = [
  "part",
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
  "kind",
  "value",
  "declared",
  "count",
  "of",
  "share",
  "sentence",
  "detail",
  "evidence",
] as const;
type Row = Partial<Record<(typeof columns)[number], CsvValue>>;

const artifactsOf = (share: Segment["shares"][number]) =>
  share.artifacts
    .map(({ kind, name, version, digest }) => `${kind} ${name} ${version} (${digest})`)
    .join("; ");

/** A row for each share of each segment; a segment without shares has one, so that a gap is seen. */
function segmentRows(part: string, segments: readonly Segment[]): Row[] {
  return segments.flatMap((segment): Row[] => {
    const { from, to, certainty, reason, effectiveAt, reportedAt, reportedBy } = segment;
    const row = {
      part,
      from,
      to,
      certainty,
      reason,
      effective_at: effectiveAt,
      reported_at: reportedAt,
      reported_by: reportedBy,
    };
    if (segment.shares.length === 0) return [row];
    return segment.shares.map((share) => ({
      ...row,
      weight: share.weight,
      release: share.release,
      artifacts: artifactsOf(share),
    }));
  });
}

const observedRow =
  ({ from, to }: { from: string; to: string }) =>
  (value: ObservedValue): Row => ({
    part: "observed",
    from,
    to,
    kind: value.what,
    value: value.value ?? "",
    declared: value.declared,
    weight: value.declaredShare,
    count: value.calls,
    share: value.share,
  });

const findingRow = (finding: Finding): Row => ({
  part: "finding",
  from: finding.from,
  to: finding.to,
  kind: finding.kind,
  count: finding.count,
  of: finding.of,
  share: finding.count !== null && finding.of ? finding.count / finding.of : null,
  sentence: finding.sentence,
  detail: finding.detail,
  evidence: finding.evidence.map((one) => one.href).join(" "),
});

/** The whole answer for a day as one table: `part` says what a row is of. What does not apply is empty. */
export function dayCsv(name: string, { now, then, findings }: DayAnswer): Response {
  const rows = [
    ...segmentRows("ran", now.segments),
    ...segmentRows("known_then", then.segments),
    ...findings.observed.map(observedRow(findings.interval)),
    ...findings.findings.map(findingRow),
  ];
  return csvResponse(
    name,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );
}
