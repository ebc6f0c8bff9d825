import type { RouteHandler } from "#lib/core/route";
import { mintFeature, mintKey, send } from "#lib/versions/testing/mint";

export type VersionsClient = {
  feature: { id: number; slug: string };
  get(handler: RouteHandler, rest: string, params?: Record<string, string>): Promise<Response>;
  post(
    handler: RouteHandler,
    rest: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
};

/** A feature of the test's own and a pipeline that calls the routes below it with a key. `rest` is below the feature. */
export async function versionsClient(): Promise<VersionsClient> {
  const feature = await mintFeature();
  const key = await mintKey(feature.id);
  const path = (rest: string) => `/features/${feature.slug}/${rest}`;
  const own = { slug: feature.slug };
  return {
    feature,
    get: (handler, rest, params = {}) => send(handler, path(rest), { ...own, ...params }, { key }),
    post: (handler, rest, body, headers) => send(handler, path(rest), own, { key, body, headers }),
  };
}

/** The body of a release whose only artifact is a prompt with that content. */
export const promptRelease = (content: string) => ({
  artifacts: [{ kind: "prompt", name: "reply", content, change: `because of ${content}` }],
});
