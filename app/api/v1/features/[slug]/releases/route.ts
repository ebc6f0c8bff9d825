import { Answer, created, route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { createRelease } from "#lib/versions/create-release";
import { listReleases } from "#lib/versions/release-queries";
import { releaseAnswer, releaseInput, releasePage, releasesQuery } from "#lib/versions/schema";

/** Up to 1 MiB an artifact, and what JSON adds. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

export const GET = route({
  summary: "Releases of a feature, newest first",
  access: "read",
  params: featureParams,
  query: releasesQuery,
  answer: releasePage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return listReleases(feature.id, query);
  },
});

export const POST = route({
  summary: "Declare a release: a set of artifact versions, named by its digest",
  access: "write",
  params: featureParams,
  body: releaseInput,
  answer: releaseAnswer,
  maxBodyBytes: MAX_BODY_BYTES,
  run: async ({ principal, params, body }) => {
    const feature = await requireFeature(principal, params.slug);
    const { release, created: isNew } = await createRelease(principal, feature, body);
    return isNew ? created(release) : new Answer(200, release);
  },
});
