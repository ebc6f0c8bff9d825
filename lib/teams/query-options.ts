import { queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { TeamAnswer } from "./schema.ts";

export const teamsQuery = () =>
  queryOptions({
    queryKey: ["teams"],
    queryFn: ({ signal }) => api<{ items: TeamAnswer[] }>("GET", "/teams", undefined, signal),
  });
