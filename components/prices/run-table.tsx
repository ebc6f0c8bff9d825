"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LoadMore } from "#components/ui/load-more";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell, RowLink, TwoLines } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { formatDate, formatNumber } from "#lib/core/format";
import { runsOptions } from "#lib/telemetry/repricing-query-options";
import type { RunSummary, RunsAnswer } from "#lib/telemetry/repricing-schema";
import { MoneyChange } from "./money-change.tsx";
import { RunStatus } from "./run-status.tsx";

type Props = { initial: RunsAnswer; zone: string };

/** "1 Nov 2026 to 22 Nov 2026" of a run's period; its last day belongs to it. */
export function periodInWords(run: Pick<RunSummary, "from" | "to">, zone: string): string {
  return `${formatDate(run.from, zone)} to ${formatDate(Date.parse(run.to) - 1, zone)}`;
}

export function RunTable({ initial, zone }: Props) {
  const query = useInfiniteQuery({
    ...runsOptions(),
    initialData: { pages: [initial], pageParams: [null] },
  });
  const runs = query.data.pages.flatMap((page) => page.items);
  if (runs.length === 0) {
    return (
      <p className="py-3 text-text-2">
        Calls keep the cost that they were stored with. After a price was added or ended, price a period anew:
        first a preview of the difference, then apply it.
      </p>
    );
  }
  return (
    <>
      <Table caption="Re-pricing runs" stacked>
        <TableHead>
          <HeadCell>Period</HeadCell>
          <HeadCell>Feature</HeadCell>
          <HeadCell numeric>Calls that change</HeadCell>
          <HeadCell numeric>Difference</HeadCell>
          <HeadCell>Previewed</HeadCell>
          <HeadCell>Status</HeadCell>
        </TableHead>
        <TableBody>
          {runs.map((run) => {
            const total = run.applied ?? run.preview;
            return (
              <Row key={run.id}>
                <Cell at="title" className="sm:max-w-80">
                  <TwoLines
                    first={<RowLink href={`/prices/repricing/${run.id}`}>{periodInWords(run, zone)}</RowLink>}
                    second={run.reason}
                  />
                </Cell>
                <Cell muted at="hide">
                  {run.feature?.name ?? "every feature"}
                </Cell>
                <Cell numeric at="line2">
                  {formatNumber(total.changedCalls)}
                  <span className="sm:hidden"> calls</span>
                </Cell>
                <Cell numeric at="line2-end">
                  <MoneyChange usd={total.differenceUsd} />
                </Cell>
                <Cell muted at="hide">
                  <Time at={run.createdAt} /> by {run.createdBy}
                </Cell>
                <Cell at="end">
                  <RunStatus status={run.status} />
                </Cell>
              </Row>
            );
          })}
        </TableBody>
      </Table>
      <LoadMore
        shown={`${runs.length} ${runs.length === 1 ? "run" : "runs"}`}
        hasMore={query.hasNextPage}
        pending={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  );
}
