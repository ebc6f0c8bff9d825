import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { compareVersions } from "#lib/versions/compare/compare";
import { compareQuery, comparison } from "#lib/versions/compare/compare-schema";

export const GET = route({
  summary:
    "What differs between two releases, or between two versions of artifacts, with the reasons in between",
  access: "read",
  params: featureParams,
  query: compareQuery,
  answer: comparison,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return compareVersions(feature.id, query.from, query.to);
  },
});
