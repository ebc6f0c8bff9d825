import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { CallPage, CallView, InteractionAnswer, TelemetryState } from "./schema.ts";

/** Calls of one feature, or of all when slug is null. */
function callsPath(slug: string | null, view: CallView, more: Record<string, string> = {}): string {
  const entries = Object.entries({ ...view, ...more }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const query = new URLSearchParams(slug === null ? entries : entries.filter(([key]) => key !== "feature"));
  return `${slug === null ? "" : `/features/${slug}`}/calls?${query}`;
}

/** The address of a list of calls as a file, with its host's path. */
export function callsCsvHref(slug: string | null, view: CallView): string {
  return `/api/v1${callsPath(slug, view, { format: "csv" })}`;
}

/** How many calls a screen asks for at once. */
export const CALLS_PER_PAGE = 50;

/** Calls that pass the filters, newest first, page by page. */
export function callsOptions(slug: string | null, view: CallView) {
  return infiniteQueryOptions({
    queryKey: ["calls", slug, view],
    queryFn: ({ pageParam, signal }) => {
      const paging = { limit: String(CALLS_PER_PAGE), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return api<CallPage>("GET", callsPath(slug, view, paging), undefined, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** Whether a feature's telemetry has arrived; asked again every two seconds until it has. */
export function telemetryStateOptions(slug: string) {
  return queryOptions({
    queryKey: ["features", slug, "telemetry"],
    queryFn: ({ signal }) => api<TelemetryState>("GET", `/features/${slug}/telemetry`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.firstSpanAt ? false : 2000),
    staleTime: 0,
  });
}

/**
 * One interaction. Only with `content` its messages come, for those who may read them, and each answer is recorded as a
 * look: so it is never asked again by itself, and not kept once nothing shows it.
 */
export function interactionOptions(
  slug: string,
  id: string,
  view: { environment?: string; content: boolean },
) {
  const { environment, content } = view;
  const query = new URLSearchParams({ content: content ? "1" : "0", ...(environment && { environment }) });
  const path = `/features/${slug}/interactions/${encodeURIComponent(id)}?${query}`;
  return queryOptions({
    queryKey: ["interaction", slug, id, environment ?? null, content],
    queryFn: ({ signal }) => api<InteractionAnswer>("GET", path, undefined, signal),
    ...(content && {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      retry: false,
      refetchOnMount: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
  });
}
