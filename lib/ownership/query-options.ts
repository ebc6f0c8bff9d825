import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { Revision, RevisionPage, RunbookInput } from "./schema.ts";

const base = (slug: string) => `/features/${encodeURIComponent(slug)}/runbook`;

/** Everything of one runbook is read again after a save. */
export const runbookKey = (slug: string) => ["runbook", slug] as const;

/** Revisions that come at a time. */
export const REVISIONS_PAGE = 20;

/** The heads of a runbook's revisions, newest first. */
export function revisionsOptions(slug: string) {
  return infiniteQueryOptions({
    queryKey: [...runbookKey(slug), "revisions"],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? "" : `&cursor=${pageParam}`;
      return api<RevisionPage>(
        "GET",
        `${base(slug)}/revisions?limit=${REVISIONS_PAGE}${cursor}`,
        undefined,
        signal,
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** One revision by its number; revisions never change. */
export function revisionOptions(slug: string, number: number) {
  return queryOptions({
    queryKey: [...runbookKey(slug), "revision", number],
    queryFn: ({ signal }) => api<Revision>("GET", `${base(slug)}/revisions/${number}`, undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Saves the runbook; the same text again answers the newest revision. Throws ProblemError. */
export function putRunbook(slug: string, input: RunbookInput): Promise<Revision> {
  return api<Revision>("PUT", base(slug), input);
}
