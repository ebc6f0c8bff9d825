"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { LoadMore } from "#components/ui/load-more";
import { SkeletonTable } from "#components/ui/skeleton";
import { useViewerZone } from "#components/ui/time";
import { formatCount, formatDateTime, formatNumber } from "#lib/core/format";
import { periodWords } from "./period-words.ts";
import type { Explorer } from "./use-explorer.ts";

type Query = {
  isPending: boolean;
  error: unknown;
  data?: unknown;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  hasNextPage: boolean;
  isPlaceholderData: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

type Props = {
  query: Query;
  noun: "call" | "interaction";
  shown: number;
  total: number | null;
  lookedBackTo: string | null;
  explorer: Explorer;
  children: ReactNode;
};

/** A list in each of its states: on its way, failed, empty, looked through in part, there. */
export function ListState({ query, noun, shown, total, lookedBackTo, explorer, children }: Props) {
  const zone = useViewerZone();
  if (query.isPending) return <SkeletonTable rows={12} />;
  if (query.error && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} pending={query.isFetching} />;
  }
  const back = lookedBackTo === null ? "" : `; looked back to ${formatDateTime(lookedBackTo, zone)}`;
  const words = !query.hasNextPage
    ? formatCount(shown, noun)
    : total !== null && total > shown
      ? `${formatNumber(shown)} of ${formatCount(total, noun)}${back}`
      : `${formatCount(shown, noun)}${back}, there may be more`;
  return (
    <div
      aria-busy={query.isPlaceholderData || undefined}
      className={query.isPlaceholderData ? "opacity-60" : ""}
    >
      {shown > 0 ? children : !query.hasNextPage && <NothingHere noun={noun} explorer={explorer} />}
      {(shown > 0 || query.hasNextPage) && (
        <LoadMore
          shown={words}
          hasMore={query.hasNextPage}
          pending={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </div>
  );
}

function NothingHere({ noun, explorer: { view, change, clear } }: Pick<Props, "noun" | "explorer">) {
  const zone = useViewerZone();
  const everything = view.period === "all";
  return (
    <EmptyState
      title={`No ${noun}s pass these filters`}
      actions={
        <>
          {!everything && (
            <Button onClick={() => change({ period: "all", from: null, to: null })}>Show all time</Button>
          )}
          <Button onClick={clear}>Clear filters</Button>
        </>
      }
    >
      {everything
        ? "Take a filter away to see more."
        : `The period is: ${periodWords(view, zone)}. Choose a longer one, or take a filter away.`}
    </EmptyState>
  );
}
