import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { getScorecard } from "#lib/scorecard/queries";
import { scorecard } from "#lib/scorecard/schema";

export const GET = route({
  summary: "The six characteristics of a feature with their checks, and the verdict",
  access: "read",
  params: featureParams,
  answer: scorecard,
  run: async ({ principal, params }) => getScorecard(await requireFeature(principal, params.slug)),
});
