import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { ChangesPage, SearchPage } from "./search-schema.ts";

/** The query of a list in the API; the screen and its CSV link ask the same. */
const asked = (query: Record<string, string>, more: Record<string, string> = {}) =>
  new URLSearchParams({ ...query, ...more });

export type SearchAsked = { q: string };
export type ChangesAsked = { from: string; to: string; tz: string };

export const searchCsvHref = (query: SearchAsked) =>
  `/api/v1/versions/search?${asked(query, { format: "csv" })}`;
export const changesCsvHref = (query: ChangesAsked) =>
  `/api/v1/versions/changes?${asked(query, { format: "csv" })}`;

function pagesOf<T extends { next: string | null }>(path: string, query: Record<string, string>, first: T) {
  return infiniteQueryOptions({
    queryKey: ["versions", path, query],
    queryFn: ({ pageParam, signal }) => {
      const cursor: Record<string, string> = pageParam === null ? {} : { cursor: pageParam };
      return api<T>(
        "GET",
        `/versions/${path}?${asked(query, { limit: "50", ...cursor })}`,
        undefined,
        signal,
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: T) => page.next,
    initialData: { pages: [first], pageParams: [null] },
  });
}

/** Where it ran, page by page. `first` is the page that came with the screen. */
export const searchOptions = (query: SearchAsked, first: SearchPage) => pagesOf("search", query, first);

/** What changed between two days, page by page. */
export const changesOptions = (query: ChangesAsked, first: ChangesPage) => pagesOf("changes", query, first);
