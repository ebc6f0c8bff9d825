"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { LoadMore } from "#components/ui/load-more";
import { SkeletonTable } from "#components/ui/skeleton";
import { formatCount } from "#lib/core/format";
import { callsCsvHref, callsOptions } from "#lib/telemetry/query-options";
import type { CallFacets } from "#lib/telemetry/schema";
import { CallFilters, type FeatureChoice, useCallView } from "./call-filters.tsx";
import { CallsTable } from "./calls-table.tsx";

export type CallsExplorerProps = {
  /** The feature whose calls are shown; null for all. */
  slug: string | null;
  facets: CallFacets;
  features?: readonly FeatureChoice[];
};

/** Calls, newest first, narrowed by filters that are in the address. */
export function CallsExplorer({ slug, facets, features }: CallsExplorerProps) {
  const [view] = useCallView();
  const query = useInfiniteQuery(callsOptions(slug, view));
  const calls = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = query.hasNextPage
    ? `${formatCount(calls.length, "call")}, there are more`
    : formatCount(calls.length, "call");
  return (
    <div>
      <CallFilters facets={facets} csvHref={callsCsvHref(slug, view)} {...(features ? { features } : {})} />
      {query.isPending && <SkeletonTable rows={12} />}
      {query.error && !query.data && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} pending={query.isFetching} />
      )}
      {query.data && calls.length === 0 && (
        <EmptyState title="No calls pass these filters">
          {Object.values(view).some(Boolean) ? "Take a filter away to see more." : "No call has arrived yet."}
        </EmptyState>
      )}
      {calls.length > 0 && (
        <>
          <CallsTable
            withEnvironment={facets.environments.length > 1}
            calls={calls}
            withFeature={slug === null}
          />
          <LoadMore
            shown={shown}
            hasMore={query.hasNextPage}
            pending={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </div>
  );
}
