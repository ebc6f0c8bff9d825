import { queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { PageKey, SavedViews } from "./schema.ts";

/** One's own views of a page and those that are shared. */
export function viewsOptions(page: PageKey) {
  return queryOptions({
    queryKey: ["saved-views", page],
    queryFn: ({ signal }) => api<SavedViews>("GET", `/saved-views?page=${page}`, undefined, signal),
  });
}
