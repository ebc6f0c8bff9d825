import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { PortfolioChanges, PortfolioTrend } from "./changes-schema.ts";
import type { PortfolioFeature, PortfolioPage } from "./schema.ts";

/** How many features come at a time. */
export const PORTFOLIO_PAGE = 100;

/** The words of the address, as the API takes them. */
export type PortfolioSearch = {
  q?: string;
  team?: string;
  verdict?: string;
  stakes?: string;
  lifecycle?: string;
  onCall?: string;
  status?: string;
  eroded?: string;
  group?: string;
  sort?: string;
};

/** What the portfolio asks the API; an empty word asks nothing. */
export function portfolioSearch(search: PortfolioSearch): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value) params.set(name, value);
  return params;
}

/** The features that fit, with the summary of all of them. */
export function portfolioOptions(search: PortfolioSearch) {
  const params = portfolioSearch(search);
  return infiniteQueryOptions({
    queryKey: ["features", "list", params.toString()],
    queryFn: ({ pageParam, signal }) => {
      const page = new URLSearchParams(params);
      page.set("limit", String(PORTFOLIO_PAGE));
      if (pageParam !== null) page.set("cursor", pageParam);
      return api<PortfolioPage>("GET", `/features?${page}`, undefined, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** The comparison of two features as CSV. */
export const comparisonCsvHref = (a: string, b: string) =>
  `/api/v1/portfolio/compare?${new URLSearchParams({ a, b, format: "csv" })}`;

/** One feature with verdict, cells and cost. */
export function featureOptions(slug: string) {
  return queryOptions({
    queryKey: ["features", "one", slug],
    queryFn: ({ signal }) =>
      api<PortfolioFeature>("GET", `/features/${encodeURIComponent(slug)}`, undefined, signal),
  });
}

/** What eroded this week and what goes stale. Under the features' key, so that what changes a feature refreshes it. */
export function changesOptions() {
  return queryOptions({
    queryKey: ["features", "changes"],
    queryFn: ({ signal }) => api<PortfolioChanges>("GET", "/portfolio/changes", undefined, signal),
    refetchInterval: 60_000,
  });
}

/** How the features stood week by week. */
export function trendOptions() {
  return queryOptions({
    queryKey: ["features", "trend"],
    queryFn: ({ signal }) => api<PortfolioTrend>("GET", "/portfolio/trend", undefined, signal),
    staleTime: 300_000,
  });
}
