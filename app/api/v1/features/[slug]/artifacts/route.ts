import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { listArtifacts } from "#lib/versions/release-queries";
import { artifactsAnswer } from "#lib/versions/schema";

export const GET = route({
  summary: "Artifacts of a feature with their versions",
  access: "read",
  params: featureParams,
  answer: artifactsAnswer,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return listArtifacts(feature.id);
  },
});
