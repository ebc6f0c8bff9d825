import type { CsvValue } from "#lib/core/csv";
import type { RunRow } from "./repricing-schema.ts";

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
