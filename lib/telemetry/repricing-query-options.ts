import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { RunAnswer, RunSummary, RunsAnswer } from "./repricing-schema.ts";

const SOON_MS = 1_000;

/** Whether the job is at work on a run, so that its figures will change by themselves. */
export function isUnderWay(run: Pick<RunSummary, "status"> | undefined): boolean {
  return run?.status === "previewing" || run?.status === "running";
}

/** One run; asked for again while it is under way. */
export const runOptions = (id: string) =>
  queryOptions({
    queryKey: ["repricing", id],
    queryFn: ({ signal }) => api<RunAnswer>("GET", `/prices/repricing/${id}`, undefined, signal),
    refetchInterval: (query) => (isUnderWay(query.state.data) ? SOON_MS : false),
  });

/** Runs, newest first. */
export const runsOptions = () =>
  infiniteQueryOptions({
    queryKey: ["repricing", "list"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api<RunsAnswer>(
        "GET",
        `/prices/repricing?limit=20${pageParam ? `&cursor=${pageParam}` : ""}`,
        undefined,
        signal,
      ),
    getNextPageParam: (page) => page.next,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isUnderWay)) ? SOON_MS : false,
  });
