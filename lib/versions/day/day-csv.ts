import { type CsvValue, csvResponse } from "#lib/core/csv";
import { countedStretch, dayClock } from "#lib/versions/clock-domain";
import type { Finding, ObservedValue } from "#lib/versions/findings/findings-schema";
import type { Running } from "#lib/versions/schema";
import type { DayAnswer } from "./day-answer.ts";
import { type About, aboutColumns, aboutRow, segmentColumns, segmentRows } from "./segment-rows.ts";

const columns = [
  "part",
  ...segmentColumns,
  "kind",
  "value",
  "declared",
  "count",
  "of",
  "share",
  "sentence",
  "detail",
  "evidence",
  ...aboutColumns,
] as const;
type Row = Partial<Record<(typeof columns)[number], CsvValue>>;

/** What ran, of one of the two moments at which it was known. */
function partRows(part: string, about: About, running: Running): Row[] {
  const rows = segmentRows(
    about,
    running,
    ({ kind, name, version, digest }) => `${kind} ${name} ${version} (${digest})`,
  );
  return rows.map((row) => ({ part, ...row }));
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

/**
 * The whole answer for a day as one table: `part` says what a row is of, `known_at` as known when. What does not apply is
 * empty.
 */
export function dayCsv(name: string, about: About, { now, then, findings }: DayAnswer): Response {
  const counted = countedStretch(dayClock(findings.interval, about.zone));
  const stretch = counted
    ? { from: new Date(counted.from).toISOString(), to: new Date(counted.to).toISOString() }
    : findings.interval;
  const seen = [...findings.observed.map(observedRow(stretch)), ...findings.findings.map(findingRow)];
  const rows: Row[] = [
    ...partRows("ran", about, now),
    ...partRows("known_then", about, then),
    ...seen.map((row) => ({ ...row, ...aboutRow(about, now) })),
  ];
  return csvResponse(
    name,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );
}
