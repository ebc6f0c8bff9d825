import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { HistoryPage, ScorecardAnswer } from "./schema.ts";

const base = (slug: string) => `/features/${encodeURIComponent(slug)}/scorecard`;

/** Read again by itself, so that a check that turned shows. */
const REFETCH_MS = 30_000;

/** The scorecard of a feature. */
export function scorecardOptions(slug: string) {
  return queryOptions({
    queryKey: ["features", slug, "scorecard"],
    queryFn: ({ signal }) => api<ScorecardAnswer>("GET", base(slug), undefined, signal),
    refetchInterval: REFETCH_MS,
  });
}

const historyHref = (slug: string) => `${base(slug)}/history`;

/** The whole history as a file. */
export const historyCsvHref = (slug: string) => `/api/v1${historyHref(slug)}?format=csv`;

/** Entries of the first page; what a screen shows before it is asked for more. */
export const HISTORY_PAGE = 6;

/** The changes of its checks, newest first, page by page. */
export function scorecardHistoryOptions(slug: string) {
  return infiniteQueryOptions({
    queryKey: ["features", slug, "scorecard", "history"],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? "" : `&cursor=${pageParam}`;
      return api<HistoryPage>(
        "GET",
        `${historyHref(slug)}?limit=${HISTORY_PAGE}${cursor}`,
        undefined,
        signal,
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: HistoryPage) => last.next,
    refetchInterval: REFETCH_MS,
  });
}
