import { defaultShouldDehydrateQuery, isServer, QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./http.ts";

/** A refusal (4xx) stays a refusal; what may be a hiccup gets two more tries. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (error instanceof ProblemError && error.problem.status < 500) return false;
  return failures < 2;
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The page's own data came with it; asking again at once would double every load.
      queries: { staleTime: 30_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false },
      // A query that is still running is handed over as a promise and arrives by itself.
      dehydrate: {
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
    },
  });
}

let inBrowser: QueryClient | undefined;

/** One client for the life of the tab; on the server a new one for each request, so that nobody sees another's data. */
export function queryClient(): QueryClient {
  if (isServer) return makeQueryClient();
  inBrowser ??= makeQueryClient();
  return inBrowser;
}
