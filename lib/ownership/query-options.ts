import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { RunbookTestAnswer, RunbookTestDraft, RunbookTestPage } from "./runbook/runbook-test-schema.ts";
import type { Revision, RevisionPage, RunbookInput, RunbookLinks } from "./schema.ts";

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

/** How often links that wait to be followed are looked at again. */
const WAITING_MS = 2_000;

/** The links of the newest revision; asked again while some of them wait to be followed. */
export function runbookLinksOptions(slug: string) {
  return queryOptions({
    queryKey: [...runbookKey(slug), "links"],
    queryFn: ({ signal }) => api<RunbookLinks>("GET", `${base(slug)}/links`, undefined, signal),
    refetchInterval: (query) =>
      query.state.data?.links.some((link) => link.status === "waiting" || link.asked) ? WAITING_MS : false,
  });
}

/** Has the links of the newest revision followed again. Throws ProblemError. */
export function postLinkCheck(slug: string): Promise<RunbookLinks> {
  return api<RunbookLinks>("POST", `${base(slug)}/links`);
}

/** Tests that come at a time. */
export const TESTS_PAGE = 20;

/** The tests of a runbook, newest first. */
export function runbookTestsOptions(slug: string) {
  return infiniteQueryOptions({
    queryKey: [...runbookKey(slug), "tests"],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? "" : `&cursor=${pageParam}`;
      return api<RunbookTestPage>(
        "GET",
        `${base(slug)}/tests?limit=${TESTS_PAGE}${cursor}`,
        undefined,
        signal,
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** Records a test by the signed-in person. Throws ProblemError. */
export function postRunbookTest(slug: string, draft: RunbookTestDraft): Promise<RunbookTestAnswer> {
  return api<RunbookTestAnswer>("POST", `${base(slug)}/tests`, draft);
}
