import { Badge } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { formatNumber } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { RunRow } from "#lib/telemetry/repricing-schema";
import { MoneyChange } from "./money-change.tsx";

/** Nothing of a row is zero only because nothing of it has a price, or because it is not billed. */
function sumOf(row: RunRow, usd: string, unpriced: number): string {
  if (usd !== "0") return formatUsd(nanoOfUsd(usd));
  if (unpriced > 0) return "unpriced";
  return row.kind === "tool" ? "not billed" : formatUsd(0n);
}

/** Before, after and difference by feature and model. */
export function DifferenceTable({ rows }: { rows: readonly RunRow[] }) {
  return (
    <Table caption="Before, after and difference by model" stacked>
      <TableHead>
        <HeadCell>Model or tool</HeadCell>
        <HeadCell>Feature</HeadCell>
        <HeadCell numeric>Calls</HeadCell>
        <HeadCell numeric>Changed</HeadCell>
        <HeadCell numeric>Unpriced</HeadCell>
        <HeadCell numeric>Before</HeadCell>
        <HeadCell numeric>After</HeadCell>
        <HeadCell numeric>Difference</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={JSON.stringify([row.feature?.slug, row.kind, row.provider, row.name])}>
            <Cell at="title" className="sm:max-w-64">
              <TwoLines
                first={row.name ?? "no model named"}
                second={
                  <>
                    {row.kind === "tool" ? "tool" : (row.provider ?? "no provider named")}
                    <span className="sm:hidden"> · {row.feature?.name ?? "Unregistered"}</span>
                  </>
                }
              />
            </Cell>
            <Cell muted at="hide">
              {row.feature?.name ?? "Unregistered"}
            </Cell>
            <Cell numeric at="hide">
              {formatNumber(row.calls)}
            </Cell>
            <Cell numeric at="hide">
              {formatNumber(row.changedCalls)}
            </Cell>
            <Cell numeric at="hide">
              {row.unpricedBefore === 0 && row.unpricedAfter === 0 ? (
                "—"
              ) : (
                <Badge tone={row.unpricedAfter === 0 ? "met" : "stale"}>
                  {formatNumber(row.unpricedBefore)} to {formatNumber(row.unpricedAfter)}
                </Badge>
              )}
            </Cell>
            <Cell numeric at="line2">
              {sumOf(row, row.beforeUsd, row.unpricedBefore)}
              <span className="sm:hidden"> before</span>
            </Cell>
            <Cell numeric at="line2-end">
              {sumOf(row, row.afterUsd, row.unpricedAfter)}
              <span className="sm:hidden"> after</span>
            </Cell>
            <Cell numeric at="end" className="font-semibold">
              <MoneyChange usd={row.differenceUsd} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
