import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { InstallationAnswer, InvitationAnswer, KeyAnswer, SessionAnswer, UserAnswer } from "./schema.ts";

export const usersQuery = () =>
  queryOptions({
    queryKey: ["users"],
    queryFn: ({ signal }) => api<{ items: UserAnswer[] }>("GET", "/users", undefined, signal),
  });

export const selfQuery = () =>
  queryOptions({
    queryKey: ["users", "me"],
    queryFn: ({ signal }) => api<UserAnswer>("GET", "/users/me", undefined, signal),
  });

export const invitationsQuery = () =>
  queryOptions({
    queryKey: ["invitations"],
    queryFn: ({ signal }) => api<{ items: InvitationAnswer[] }>("GET", "/invitations", undefined, signal),
  });

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => api<{ items: SessionAnswer[] }>("GET", "/sessions", undefined, signal),
  });

export const installationQuery = () =>
  queryOptions({
    queryKey: ["installation"],
    queryFn: ({ signal }) => api<InstallationAnswer>("GET", "/installation", undefined, signal),
  });

type KeysPage = { items: KeyAnswer[]; next: string | null };

/** Keys, all that the person may see or one feature's, page by page. */
export const keysPages = (feature?: string) =>
  infiniteQueryOptions({
    queryKey: ["keys", feature ?? "all"],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams();
      if (feature) search.set("feature", feature);
      if (pageParam) search.set("cursor", pageParam);
      return api<KeysPage>("GET", `/keys?${search}`, undefined, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: KeysPage) => last.next,
  });
