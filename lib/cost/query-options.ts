import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import { rangeOf } from "./domain.ts";
import type { CostReport, CostView } from "./schema.ts";

/** The path of a cost report under /api/v1, for a screen's range in a zone, as JSON or as a CSV file. */
export function costPath(slug: string, view: CostView, zone: string, now: Date, format?: "csv"): string {
  const { from, to, grain } = rangeOf(view.range, zone, now);
  const query = new URLSearchParams({
    from: from.toISOString(),
    to: to.toISOString(),
    environment: view.environment,
    tz: zone,
    grain,
    ...(format ? { format } : {}),
  });
  return `/features/${slug}/cost?${query}`;
}

/** The cost report of a screen. */
export function costOptions(slug: string, view: CostView, zone: string) {
  return queryOptions({
    queryKey: ["features", slug, "cost", view.range, view.environment, zone],
    queryFn: ({ signal }) =>
      api<CostReport>("GET", costPath(slug, view, zone, new Date()), undefined, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
