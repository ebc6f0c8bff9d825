import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { getVersion } from "#lib/versions/compare/compare";
import { keptVersion, versionParams } from "#lib/versions/compare/compare-schema";

export const GET = route({
  summary: "A version of an artifact with its reason, and its content where that was kept",
  access: "read",
  params: versionParams,
  answer: keptVersion,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return getVersion(feature.id, params);
  },
});
