import { Badge } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { formatNumber } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { RunRow } from "#lib/telemetry/repricing-schema";
import { MoneyChange } from "./money-change.tsx";

/** Nothing that has a price is no sum of zero. */
function sumOf(usd: string, calls: number, unpriced: number): string {
  return usd === "0" && unpriced > 0 && unpriced === calls ? "unpriced" : formatUsd(nanoOfUsd(usd));
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
                second={row.kind === "tool" ? "tool" : (row.provider ?? "no provider named")}
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
              {sumOf(row.beforeUsd, row.calls, row.unpricedBefore)}
              <span className="sm:hidden"> before</span>
            </Cell>
            <Cell numeric at="line2-end">
              {sumOf(row.afterUsd, row.calls, row.unpricedAfter)}
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
