import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { TimelineDays } from "./days-domain.ts";
import type { Timeline } from "./timeline-schema.ts";

const path = (slug: string, days: TimelineDays, zone: string) =>
  `/features/${encodeURIComponent(slug)}/timeline?${new URLSearchParams({ days: String(days), tz: zone })}`;

/** The series of the axis as a file. */
export const timelineCsvHref = (slug: string, days: TimelineDays, zone: string) =>
  `/api/v1${path(slug, days, zone)}&format=csv`;

/** What happened to a feature on one axis, in the reader's zone. */
export function timelineOptions(slug: string, days: TimelineDays, zone: string) {
  return queryOptions({
    queryKey: ["features", slug, "timeline", days, zone],
    queryFn: ({ signal }) => api<Timeline>("GET", path(slug, days, zone), undefined, signal),
    // Another range takes the place of this one when it is there: nothing jumps.
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
