import { Badge } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { formatNumber, formatPercent } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { CostReport } from "#lib/cost/schema";

/** Nothing of a row is zero only because nothing of it has a price, or because it is not billed. */
function costOf(row: CostReport["byModel"][number]): string {
  if (row.usd !== "0") return formatUsd(nanoOfUsd(row.usd));
  if (row.unpricedCalls > 0) return "unknown";
  return row.kind === "tool" ? "not billed" : formatUsd(0n);
}

export function ByModelTable({ report }: { report: CostReport }) {
  const total = Number(nanoOfUsd(report.totalUsd));
  return (
    <Table caption="Cost by model" stacked>
      <TableHead>
        <HeadCell>Model</HeadCell>
        <HeadCell>Provider</HeadCell>
        <HeadCell numeric>Calls</HeadCell>
        <HeadCell>Unpriced</HeadCell>
        <HeadCell numeric>Cost</HeadCell>
        <HeadCell numeric>Share</HeadCell>
      </TableHead>
      <TableBody>
        {report.byModel.map((row) => (
          <Row key={`${row.kind} ${row.provider} ${row.model}`}>
            <Cell at="title" className="truncate sm:max-w-60 font-semibold">
              {row.kind === "tool" ? "Tools" : (row.model ?? "No model named")}
            </Cell>
            <Cell muted>{row.provider ?? "—"}</Cell>
            <Cell numeric at="line2">
              {formatNumber(row.calls)}
              <span className="sm:hidden"> calls</span>
            </Cell>
            <Cell at={row.unpricedCalls > 0 ? "line2-end" : "hide"}>
              {row.unpricedCalls > 0 && (
                <Badge tone="stale">{formatNumber(row.unpricedCalls)} unpriced</Badge>
              )}
            </Cell>
            <Cell numeric at="end">
              {costOf(row)}
            </Cell>
            <Cell numeric at="hide" muted>
              {total === 0 ? "—" : formatPercent(Number(nanoOfUsd(row.usd)) / total)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
