import type { CsvValue } from "#lib/core/csv";
import { verdictWords } from "#lib/scorecard/domain";
import type { PortfolioFeature } from "./schema.ts";

/** The portfolio as rows of a CSV file; money in cents, shares as fractions, times in UTC. */
export function portfolioTable(rows: readonly PortfolioFeature[]): { head: string[]; rows: CsvValue[][] } {
  const cells = rows[0]?.cells.map((cell) => cell.key) ?? [];
  const head = [
    ...["slug", "name", "lifecycle", "stakes", "audience", "team", "accountable", "verdict", "met", "of"],
    ...cells,
    ...["cents_per_interaction_24h", "cents_per_interaction_30d", "unpriced_share_24h", "interactions_24h"],
    ...[
      "last_telemetry_at",
      "on_call",
      "on_call_until",
      "rotation",
      "next_check",
      "next_status",
      "next_because",
      "evaluated_at",
    ],
  ];
  return { head, rows: rows.map(tableRow) };
}

function tableRow(row: PortfolioFeature): CsvValue[] {
  const { owner, next } = row;
  return [
    ...[
      row.slug,
      row.name,
      row.lifecycle,
      row.stakes,
      row.audience,
      owner?.team.slug ?? null,
      owner?.accountable?.name ?? null,
    ],
    ...[verdictWords(row.verdict, row.lifecycle), row.met, row.of],
    ...row.cells.map((cell) => cell.status),
    ...[row.centsPerInteraction, row.centsPerInteraction30d, row.unpricedShare24h, row.interactions24h],
    ...[row.lastTelemetryAt, row.onCall?.person?.name ?? null, row.onCall?.until ?? null],
    row.onCall?.rotation.slug ?? null,
    ...(next ? [`${next.key}.${next.id}`, next.status, next.because] : [null, null, null]),
    row.evaluatedAt,
  ];
}
