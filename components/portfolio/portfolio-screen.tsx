"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useCallback, useState } from "react";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { LoadMore } from "#components/ui/load-more";
import { PageHeader } from "#components/ui/page-header";
import { formatNumber } from "#lib/core/format";
import { changeSentence, headline, subline } from "#lib/portfolio/domain";
import { portfolioOptions, portfolioSearch } from "#lib/portfolio/query-options";
import type { Grouping } from "#lib/portfolio/schema";
import { AssignSelection } from "./assign-selection.tsx";
import { ChangesSection } from "./changes-section.tsx";
import { FirstFeature } from "./first-feature.tsx";
import { ListBar } from "./list-bar.tsx";
import { PortfolioFilters } from "./portfolio-filters.tsx";
import { PortfolioSkeleton } from "./portfolio-skeleton.tsx";
import { PortfolioStats } from "./portfolio-stats.tsx";
import { PortfolioTable } from "./portfolio-table.tsx";
import { isNarrowed, portfolioParams, searchOf, unnarrowed } from "./search-params.tsx";
import { UnregisteredHint } from "./unregistered-hint.tsx";
import { usePortfolioKeys } from "./use-portfolio-keys.ts";

export type PortfolioScreenProps = {
  teams: readonly { slug: string; name: string }[];
  canRegister: boolean;
  /** Whether there may be features that the reader can change. */
  canAssign: boolean;
  /** The public address of this installation, for the command to copy. */
  baseUrl: string;
};

export function PortfolioScreen({ teams, canRegister, canAssign, baseUrl }: PortfolioScreenProps) {
  const [params, setParams] = useQueryStates(portfolioParams, { history: "replace" });
  const [view, setView] = useState<string | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (slug: string) =>
      setOpen(
        (before) => new Set(before.has(slug) ? [...before].filter((one) => one !== slug) : [...before, slug]),
      ),
    [],
  );
  usePortfolioKeys(toggle);
  const list = useInfiniteQuery({
    ...portfolioOptions(searchOf(params)),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const newest = list.data?.pages.at(-1);
  if (list.isError && !list.data) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} pending={list.isFetching} />;
  }
  if (!newest || !list.data) return <PortfolioSkeleton />;
  const { summary, matching, groups } = newest;
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
  const change = (words: Record<string, string | null>) => void setParams(words);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Portfolio" }]}
        title={headline(summary)}
        sentence={`${subline(summary)} ${changeSentence(summary)}`}
      />
      <PortfolioStats summary={summary} />
      <ChangesSection summary={summary} open={params.show} onOpen={(show) => change({ show })} />
      {hint}
      <PortfolioFilters params={params} onChange={change} teams={teams} />
      <ListBar
        params={params}
        matching={matching}
        total={summary.features + (params.lifecycle === "in-use" ? 0 : summary.retired)}
        view={view}
        canRegister={canRegister}
        onChange={change}
        onApply={({ id, query }) => {
          setView(id);
          change({
            ...unnarrowed,
            group: null,
            sort: null,
            ...Object.fromEntries(new URLSearchParams(query)),
          });
        }}
      />
      {rows.length === 0 && isNarrowed(params) ? (
        <EmptyState title="No feature matches">
          Take a filter away, or search for another part of the name.
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState title="Every feature is retired">Choose “all” under lifecycle to see them.</EmptyState>
      ) : (
        <AssignSelection
          enabled={canAssign}
          rows={rows}
          matching={matching}
          search={portfolioSearch(searchOf(params))}
          teams={teams}
        >
          <PortfolioTable
            rows={rows}
            grouped={groups && params.group !== "" ? { by: params.group as Grouping, groups } : null}
            sort={params.sort}
            onSort={(sort) => change({ sort: sort === "name" ? null : sort })}
            open={open}
            onToggle={toggle}
          />
        </AssignSelection>
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
