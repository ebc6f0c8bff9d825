import type { CsvValue } from "#lib/core/csv";
import type { CostQuery, CostReport } from "./schema.ts";

type Table = { head: string[]; rows: CsvValue[][] };
type Part = { calls: number; unpricedCalls: number; usd: string; share: number | null };
type Own = Pick<
  CostReport["byEnvironment"][number],
  "interactions" | "unpricedInteractions" | "centsPerInteraction"
>;

const partHead = ["calls", "unpriced_calls", "usd", "share"];
const part = ({ calls, unpricedCalls, usd, share }: Part) => [calls, unpricedCalls, usd, share];
const ownHead = ["interactions", "unpriced_interactions", "mean_cents", "p50_cents", "p95_cents"];
const own = ({ interactions, unpricedInteractions, centsPerInteraction: { mean, p50, p95 } }: Own) => [
  interactions,
  unpricedInteractions,
  mean,
  p50,
  p95,
];

/** A table of a cost report for a CSV file. The split's series has no rows when the report has no split. */
export function costTable(report: CostReport, table: CostQuery["table"]): Table {
  switch (table) {
    case "series":
      return {
        head: ["start", "interactions", "mean_cents", "p50_cents", "p95_cents"],
        rows: report.series.map(({ start, interactions, mean, p50, p95 }) => [
          start,
          interactions,
          mean,
          p50,
          p95,
        ]),
      };
    case "split":
      return {
        head: ["start", "part", "calls", "usd"],
        rows: (report.split?.parts ?? []).flatMap(({ label, series }) =>
          series.map(({ start, calls, usd }) => [start, label, calls, usd]),
        ),
      };
    case "model":
      return {
        head: ["kind", "provider", "model", ...partHead],
        rows: report.byModel.map((row) => [row.kind, row.provider, row.model, ...part(row)]),
      };
    case "attempt":
      return {
        head: ["attempt", ...partHead],
        rows: report.byAttempt.map((row) => [row.attempt, ...part(row)]),
      };
    case "operation":
      return {
        head: ["operation", "tool", ...partHead],
        rows: report.byOperation.map((row) => [row.operation, row.tool, ...part(row)]),
      };
    case "release":
      return {
        head: ["release", "name", ...partHead, ...ownHead],
        rows: report.byRelease.map((row) => [row.digest ?? row.release, row.name, ...part(row), ...own(row)]),
      };
    case "environment":
      return {
        head: ["environment", ...partHead, ...ownHead],
        rows: report.byEnvironment.map((row) => [row.environment, ...part(row), ...own(row)]),
      };
  }
}
