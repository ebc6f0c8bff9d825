import { Badge } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { formatNumber, formatPercent } from "#lib/core/format";
import type { CostReport, Split } from "#lib/cost/schema";
import { centsText } from "./prepare-cost.ts";
import { splitRows } from "./split-rows.ts";

const heads: Record<Split, string> = {
  attempt: "Attempt",
  model: "Model",
  operation: "Operation",
  release: "Release",
  environment: "Environment",
};

/** The parts of the cost with their calls, what of them has no price, and, where an interaction belongs to a part, its cents. */
export function SplitTable({ report, by, unit }: { report: CostReport; by: Split; unit: string }) {
  const rows = splitRows(report, by);
  const withCents = by === "release" || by === "environment";
  return (
    <Table caption={`Cost by ${heads[by].toLowerCase()}`} stacked>
      <TableHead>
        <HeadCell>{heads[by]}</HeadCell>
        <HeadCell numeric>Calls</HeadCell>
        <HeadCell>Unpriced</HeadCell>
        {withCents && (
          <>
            <HeadCell numeric>Interactions</HeadCell>
            <HeadCell numeric>Median of one {unit}</HeadCell>
            <HeadCell numeric>p95</HeadCell>
          </>
        )}
        <HeadCell numeric>Cost</HeadCell>
        <HeadCell numeric>Share</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.key}>
            <Cell at="title" className="truncate sm:max-w-72">
              <span className="font-semibold">{row.name}</span>
              {row.detail && <span className="text-text-2"> {row.detail}</span>}
            </Cell>
            <Cell numeric at="line2">
              {formatNumber(row.calls)}
              <span className="sm:hidden"> calls</span>
            </Cell>
            <Cell at={row.unpricedCalls > 0 ? "line2-end" : "hide"}>
              {row.unpricedCalls > 0 && (
                <Badge tone="stale">{formatNumber(row.unpricedCalls)} unpriced</Badge>
              )}
            </Cell>
            {withCents && (
              <>
                <Cell numeric at="hide">
                  {row.interactions === null ? "—" : formatNumber(row.interactions)}
                </Cell>
                <Cell numeric at="hide">
                  {row.interactions === 0 ? "—" : centsText(row.cents?.p50 ?? null)}
                </Cell>
                <Cell numeric at="hide">
                  {row.interactions === 0 ? "—" : centsText(row.cents?.p95 ?? null)}
                </Cell>
              </>
            )}
            <Cell numeric at="end">
              {row.cost}
            </Cell>
            <Cell numeric at="hide" muted>
              {row.share === null || row.cost === "unknown" ? "—" : formatPercent(row.share)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
