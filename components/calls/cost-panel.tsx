import { StackedShareBar } from "#components/charts/stacked-share-bar";
import { Badge } from "#components/ui/badge";
import { Panel } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { formatNumber, formatPercent } from "#lib/core/format";
import { formatUsd } from "#lib/core/money";
import type { InteractionNode } from "#lib/telemetry/schema";
import { type CostRow, costParts, costSentence, partWord } from "./prepare-cost-parts.ts";

/** What the cost is made of: by kind of attempt as a bar, by model in a table. */
export function CostPanel({ spans, truncated }: { spans: readonly InteractionNode[]; truncated: boolean }) {
  const costs = costParts(spans);
  return (
    <Panel title="Where the cost comes from" flush>
      <div className="flex flex-col gap-3 px-3.5 py-3">
        <p className="text-text-2">
          {costSentence(costs)}
          {truncated && " Only the spans shown above are counted here."}
        </p>
        {costs.shares.length > 0 && <StackedShareBar label="Cost by kind of attempt" shares={costs.shares} />}
      </div>
      {costs.rows.length > 0 && (
        <div className="border-line border-t max-sm:px-3.5">
          <Table caption="Cost by model and attempt" stacked>
            <TableHead>
              <HeadCell>Model or tool</HeadCell>
              <HeadCell>Attempt</HeadCell>
              <HeadCell numeric>Calls</HeadCell>
              <HeadCell numeric>Cost</HeadCell>
              <HeadCell numeric>Share</HeadCell>
            </TableHead>
            <TableBody>
              {costs.rows.map((row) => (
                <CostLine key={row.key} row={row} />
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </Panel>
  );
}

function CostLine({ row }: { row: CostRow }) {
  const unpriced = row.unpriced > 0;
  return (
    <Row>
      <Cell at="title" className="font-semibold">
        {row.what}
      </Cell>
      <Cell muted at="line2">
        {partWord[row.part]}
      </Cell>
      <Cell numeric muted at="line2">
        {formatNumber(row.calls)}
        <span className="sm:hidden">{row.calls === 1 ? " call" : " calls"}</span>
      </Cell>
      <Cell numeric at="end">
        {row.unpriced < row.calls && formatUsd(row.nano)}{" "}
        {unpriced && (
          <Badge tone="stale">{row.unpriced === row.calls ? "unpriced" : `${row.unpriced} unpriced`}</Badge>
        )}
      </Cell>
      <Cell numeric muted at="line2-end">
        {row.fraction === null || row.unpriced === row.calls ? "—" : formatPercent(row.fraction)}
      </Cell>
    </Row>
  );
}
