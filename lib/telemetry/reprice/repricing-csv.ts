import type { CsvValue } from "#lib/core/csv";
import type { RunRow, RunSummary } from "#lib/telemetry/repricing-schema";

export const runColumns = [
  "feature",
  "kind",
  "provider",
  "name",
  "calls",
  "changed",
  "newly_priced",
  "newly_unpriced",
  "dearer",
  "cheaper",
  "unpriced_before",
  "unpriced_after",
  "before_usd",
  "after_usd",
  "difference_usd",
];

/** One model or tool of a run as a line of runColumns. */
export function runLine(row: RunRow): CsvValue[] {
  return [
    row.feature?.slug ?? "unregistered",
    row.kind,
    row.provider,
    row.name,
    row.calls,
    row.changedCalls,
    row.newlyPricedCalls,
    row.newlyUnpricedCalls,
    row.dearerCalls,
    row.cheaperCalls,
    row.unpricedBefore,
    row.unpricedAfter,
    row.beforeUsd,
    row.afterUsd,
    row.differenceUsd,
  ];
}

export const runsColumns = [
  "id",
  "feature",
  "from",
  "to",
  "reason",
  "status",
  "previewed_by",
  "previewed_at",
  "applied_by",
  "applied_at",
  "ended_at",
  "calls",
  "changed",
  "before_usd",
  "after_usd",
  "difference_usd",
];

/** One run as a line of runsColumns: what it changed where it was applied, else what it would change. */
export function runsLine(run: RunSummary): CsvValue[] {
  const total = run.applied ?? run.preview;
  return [
    run.id,
    run.feature?.slug ?? null,
    run.from,
    run.to,
    run.reason,
    run.status,
    run.createdBy,
    run.createdAt,
    run.appliedBy,
    run.startedAt,
    run.finishedAt,
    total.calls,
    total.changedCalls,
    total.beforeUsd,
    total.afterUsd,
    total.differenceUsd,
  ];
}
