import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { Comparison } from "./compare/compare-schema.ts";
import type {
  DeploymentAnswer,
  DeploymentBody,
  ReleaseAnswer,
  ReleaseBody,
  ReleasePage,
  RollbackBody,
  RollbackPlan,
} from "./schema.ts";

const base = (slug: string) => `/features/${encodeURIComponent(slug)}`;

/** Releases of a feature, newest first, page by page. `first` is the page that came with the screen. */
export function releasesOptions(slug: string, first?: ReleasePage) {
  return infiniteQueryOptions({
    queryKey: ["features", slug, "releases"],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`;
      return api<ReleasePage>("GET", `${base(slug)}/releases?limit=20${cursor}`, undefined, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
}

/** Declares a release. Throws ProblemError. */
export function postRelease(slug: string, body: ReleaseBody): Promise<ReleaseAnswer> {
  return api<ReleaseAnswer>("POST", `${base(slug)}/releases`, body);
}

/** Records a deployment. Throws ProblemError. */
export function postDeployment(slug: string, body: DeploymentBody): Promise<DeploymentAnswer> {
  return api<DeploymentAnswer>("POST", `${base(slug)}/deployments`, body);
}

/** What differs between two releases of a feature, or two versions. */
export function comparisonOptions(slug: string, from: string, to: string) {
  return queryOptions({
    queryKey: ["features", slug, "comparison", from, to],
    queryFn: ({ signal }) =>
      api<Comparison>(
        "GET",
        `${base(slug)}/versions/diff?${new URLSearchParams({ from, to })}`,
        undefined,
        signal,
      ),
    // Neither a release nor a version ever changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What runs and where a rollback would lead; asked anew each time that somebody is about to decide by it. */
export function rollbackPlanOptions(slug: string, environment: string) {
  return queryOptions({
    queryKey: ["features", slug, "rollback", environment],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ environment });
      return api<RollbackPlan>("GET", `${base(slug)}/rollback?${query}`, undefined, signal);
    },
    staleTime: 0,
    gcTime: 0,
  });
}

/** Records a rollback. Throws ProblemError. */
export function postRollback(slug: string, body: RollbackBody): Promise<DeploymentAnswer> {
  return api<DeploymentAnswer>("POST", `${base(slug)}/rollback`, body);
}
