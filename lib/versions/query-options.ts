import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { DeploymentAnswer, DeploymentBody, ReleaseAnswer, ReleaseBody, ReleasePage } from "./schema.ts";

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
