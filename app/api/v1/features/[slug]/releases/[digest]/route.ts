import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { getRelease } from "#lib/versions/release-queries";
import { releaseAnswer, releaseParams } from "#lib/versions/schema";

export const GET = route({
  summary: "A release by its digest, or by at least the first 12 digits of it",
  access: "read",
  params: releaseParams,
  answer: releaseAnswer,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return getRelease(feature.id, params.digest);
  },
});
