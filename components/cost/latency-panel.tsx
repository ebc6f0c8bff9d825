"use client";
import { useQuery } from "@tanstack/react-query";
import { CsvLink } from "#components/ui/csv-link";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { SkeletonTable } from "#components/ui/skeleton";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { formatNumber } from "#lib/core/format";
import { latencyCsv } from "#lib/cost/cost-href";
import { latencyOptions } from "#lib/cost/query-options";
import { useCostView } from "./cost-filters.tsx";
import { msText } from "./prepare-split.ts";

/** How long calls took in the same range, by model. */
export function LatencyPanel({ slug }: { slug: string }) {
  const { view, zone } = useCostView();
  const { data, error, isFetching, refetch } = useQuery(latencyOptions(slug, view, zone));
  return (
    <Panel title="How long calls took" aside={<CsvLink href={latencyCsv(slug, view, zone)} />} flush>
      <div className="max-sm:px-3.5">
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />}
        {!data && !error && <SkeletonTable rows={4} />}
        {data && (
          <Table caption="Latency by model" stacked>
            <TableHead>
              <HeadCell>Model</HeadCell>
              <HeadCell numeric>Calls</HeadCell>
              <HeadCell numeric>p50</HeadCell>
              <HeadCell numeric>p95</HeadCell>
              <HeadCell numeric>p99</HeadCell>
              <HeadCell numeric>First token p50</HeadCell>
              <HeadCell numeric>First token p95</HeadCell>
            </TableHead>
            <TableBody>
              {data.byModel.map((row) => (
                <Row key={`${row.operation} ${row.provider} ${row.model}`}>
                  <Cell at="title" className="truncate sm:max-w-60">
                    <span className="font-semibold">
                      {row.model ?? (row.operation === "execute_tool" ? "Tools" : "No model named")}
                    </span>
                    <span className="text-text-2"> {row.operation}</span>
                  </Cell>
                  <Cell numeric at="line2">
                    {formatNumber(row.calls)}
                    <span className="sm:hidden"> calls</span>
                  </Cell>
                  <Cell numeric at="hide">
                    {msText(row.durationMs.p50)}
                  </Cell>
                  <Cell numeric at="end">
                    {msText(row.durationMs.p95)}
                  </Cell>
                  <Cell numeric at="hide">
                    {msText(row.durationMs.p99)}
                  </Cell>
                  <Cell numeric at="hide">
                    {msText(row.timeToFirstTokenMs.p50)}
                  </Cell>
                  <Cell numeric at="hide">
                    {msText(row.timeToFirstTokenMs.p95)}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )}
      </div>
    </Panel>
  );
}
