import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { ActivityPage } from "./schema.ts";

export type ActivityFilter = {
  feature?: string;
  subject?: string;
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
  /** Rows of a page. */
  limit?: string;
};

/** The filter as the API reads it; what is empty is left out. */
export function activitySearch(filter: ActivityFilter): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** Who changed what, newest first, page by page. */
export const activityPages = (filter: ActivityFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ["activity", filter],
    queryFn: ({ pageParam, signal }) => {
      const search = activitySearch(filter);
      if (pageParam) search.set("cursor", pageParam);
      return api<ActivityPage>("GET", `/activity?${search}`, undefined, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: ActivityPage) => last.next,
  });
