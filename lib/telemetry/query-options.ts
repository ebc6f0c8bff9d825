import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { CallPage, CallSummary, InteractionPage } from "./explorer-answers-schema.ts";
import type { ExplorerView, Level } from "./filters-schema.ts";
import type { InteractionAnswer, TelemetryState } from "./schema.ts";

/** A list of one feature, or of all when slug is null, narrowed by the words of the explorer's address. */
function listPath(
  slug: string | null,
  list: string,
  { level: _, ...view }: ExplorerView,
  more: Record<string, string> = {},
): string {
  const words = Object.entries({ ...view, ...more }).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" && (slug === null || entry[0] !== "feature"),
  );
  return `${slug === null ? "" : `/features/${slug}`}/${list}?${new URLSearchParams(words)}`;
}

/** The address of the list as a file, with its host's path. */
export function listCsvHref(slug: string | null, view: ExplorerView): string {
  return `/api/v1${listPath(slug, view.level, view, { format: "csv" })}`;
}

/** How many rows a screen asks for at once. */
export const ROWS_PER_PAGE = 50;

function listOptions<P extends { next: string | null }>(
  slug: string | null,
  level: Level,
  view: ExplorerView,
) {
  const { columns: _, ...narrowing } = view;
  return infiniteQueryOptions({
    queryKey: [level, slug, narrowing],
    queryFn: ({ pageParam, signal }) => {
      const paging = { limit: String(ROWS_PER_PAGE), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return api<P>("GET", listPath(slug, level, narrowing, paging), undefined, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** Calls that pass the filters, newest first, page by page. */
export const callsOptions = (slug: string | null, view: ExplorerView) =>
  listOptions<CallPage>(slug, "calls", view);

/** Interactions that pass the filters, page by page. */
export const interactionsOptions = (slug: string | null, view: ExplorerView) =>
  listOptions<InteractionPage>(slug, "interactions", view);

/** Bars and facets of the calls that pass the filters. */
export function callSummaryOptions(slug: string | null, view: ExplorerView) {
  const { columns: _, ...narrowing } = view;
  return queryOptions({
    queryKey: ["calls", "summary", slug, narrowing],
    queryFn: ({ signal }) =>
      api<CallSummary>("GET", listPath(slug, "calls/summary", narrowing), undefined, signal),
    placeholderData: keepPreviousData,
  });
}

/** How many calls the live tail asks for at once. */
export const TAIL_LIMIT = 200;

/** The newest calls since an instant, for the live tail. */
export function readTail(slug: string | null, view: ExplorerView, from: string, cursor: string | null) {
  const { period: _, columns: __, ...narrowing } = view;
  const more = { from, limit: String(TAIL_LIMIT), ...(cursor === null ? {} : { cursor }) };
  return api<CallPage>("GET", listPath(slug, "calls", narrowing, more));
}

/** Whether a feature's telemetry has arrived; asked again every two seconds until it has. */
export function telemetryStateOptions(slug: string) {
  return queryOptions({
    queryKey: ["features", slug, "telemetry"],
    queryFn: ({ signal }) => api<TelemetryState>("GET", `/features/${slug}/telemetry`, undefined, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.firstSpanAt && (data.history === null || data.history.finishedAt) ? false : 2000,
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
