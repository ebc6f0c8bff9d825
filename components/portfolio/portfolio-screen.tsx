"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { CsvLink } from "#components/ui/csv-link";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { LinkButton } from "#components/ui/link-button";
import { LoadMore } from "#components/ui/load-more";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonTable } from "#components/ui/skeleton";
import { formatNumber } from "#lib/core/format";
import { headline, subline } from "#lib/portfolio/domain";
import { portfolioOptions, portfolioSearch } from "#lib/portfolio/query-options";
import { FirstFeature } from "./first-feature.tsx";
import { PortfolioFilters } from "./portfolio-filters.tsx";
import { PortfolioStats } from "./portfolio-stats.tsx";
import { PortfolioTable } from "./portfolio-table.tsx";
import { isNarrowed, portfolioParams, searchOf } from "./search-params.tsx";
import { UnregisteredHint } from "./unregistered-hint.tsx";

export type PortfolioScreenProps = {
  teams: readonly { slug: string; name: string }[];
  canRegister: boolean;
  /** The public address of this installation, for the command to copy. */
  baseUrl: string;
};

export function PortfolioScreen({ teams, canRegister, baseUrl }: PortfolioScreenProps) {
  const [params, setParams] = useQueryStates(portfolioParams, { history: "replace" });
  const search = searchOf(params);
  const list = useInfiniteQuery({
    ...portfolioOptions(search),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const newest = list.data?.pages.at(-1);
  if (list.isError && !list.data) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} pending={list.isFetching} />;
  }
  if (!newest || !list.data) return <SkeletonTable rows={10} />;
  const { summary, matching } = newest;
  const rows = list.data.pages.flatMap((page) => page.items);
  const hint = summary.unregistered && (
    <UnregisteredHint telemetry={summary.unregistered} canRegister={canRegister} />
  );
  if (summary.features + summary.retired === 0) {
    return (
      <>
        <PageHeader crumbs={[{ label: "Portfolio" }]} title="No feature is registered yet" />
        {hint}
        <FirstFeature baseUrl={baseUrl} canRegister={canRegister} />
      </>
    );
  }
  const csv = new URLSearchParams(portfolioSearch(search));
  csv.set("format", "csv");
  return (
    <>
      <PageHeader crumbs={[{ label: "Portfolio" }]} title={headline(summary)} sentence={subline(summary)} />
      <PortfolioStats summary={summary} />
      {hint}
      <PortfolioFilters
        params={params}
        onChange={(change) => void setParams(change)}
        teams={teams}
        actions={
          <>
            <CsvLink href={`/api/v1/features?${csv}`} />
            {canRegister && (
              <LinkButton href="/features/new" variant="solid">
                Register feature
              </LinkButton>
            )}
          </>
        }
      />
      {rows.length === 0 && isNarrowed(params) ? (
        <EmptyState title="No feature matches">
          Take a filter away, or search for another part of the name.
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState title="Every feature is retired">Choose “all” under lifecycle to see them.</EmptyState>
      ) : (
        <PortfolioTable rows={rows} sort={params.sort} onSort={(sort) => void setParams({ sort })} />
      )}
      {(list.hasNextPage || rows.length > 20) && (
        <LoadMore
          shown={`${formatNumber(rows.length)} of ${formatNumber(matching)} features`}
          hasMore={list.hasNextPage}
          pending={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </>
  );
}
