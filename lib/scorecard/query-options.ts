import { queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { HistoryEntry, ScorecardAnswer } from "./schema.ts";

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

/** The newest changes of its checks. */
export function scorecardHistoryOptions(slug: string) {
  return queryOptions({
    queryKey: ["features", slug, "scorecard", "history"],
    queryFn: ({ signal }) =>
      api<{ items: HistoryEntry[] }>("GET", `${base(slug)}/history`, undefined, signal),
    refetchInterval: REFETCH_MS,
  });
}
