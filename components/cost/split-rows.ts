import type { CostReport, Split } from "#lib/cost/schema";
import { partCost, partName } from "./prepare-split.ts";

/** A part as a row of a table. */
export type SplitRow = {
  key: string;
  name: string;
  /** A second, quieter name: the provider, the release's digits. */
  detail: string | null;
  calls: number;
  unpricedCalls: number;
  cost: string;
  share: number | null;
  /** Only of releases and environments. */
  interactions: number | null;
  cents: { p50: number | null; p95: number | null } | null;
};

const noInteractions = { interactions: null, cents: null };

const releaseNames: Record<string, string> = {
  none: "No release",
  several: "Several releases in one interaction",
};

/** The totals of a split, row by row, what costs most first. */
export function splitRows(report: CostReport, by: Split): SplitRow[] {
  switch (by) {
    case "attempt":
      return report.byAttempt
        .filter((row) => row.calls > 0)
        .map((row) => ({
          ...row,
          ...noInteractions,
          key: row.attempt,
          name: partName("attempt", { key: row.attempt, label: row.attempt }),
          detail: null,
          cost: partCost(row, row.attempt !== "tool"),
        }));
    case "model":
      return report.byModel.map((row) => ({
        ...row,
        ...noInteractions,
        key: `${row.kind} ${row.provider} ${row.model}`,
        name: row.kind === "tool" ? "Tools" : (row.model ?? "No model named"),
        detail: row.provider,
        cost: partCost(row, row.kind !== "tool"),
      }));
    case "operation":
      return report.byOperation.map((row) => ({
        ...row,
        ...noInteractions,
        key: `${row.operation} ${row.tool}`,
        name: row.tool ?? row.operation,
        detail: row.tool === null ? null : "tool",
        cost: partCost(row, row.tool === null),
      }));
    case "release":
      return report.byRelease.map((row) => ({
        ...row,
        key: row.release,
        name: row.name ?? releaseNames[row.release] ?? row.release,
        detail: row.digest === null ? null : row.release,
        cost: row.release === "several" ? "—" : partCost(row),
        cents: row.centsPerInteraction,
      }));
    case "environment":
      return report.byEnvironment.map((row) => ({
        ...row,
        key: row.environment,
        name: row.environment,
        detail: null,
        cost: partCost(row),
        cents: row.centsPerInteraction,
      }));
  }
}
