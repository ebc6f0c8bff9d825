import { z } from "zod";
import { route } from "#lib/core/route";
import { slug } from "#lib/core/schema";
import { requireFeature } from "#lib/features/queries";
import { getScorecard } from "#lib/scorecard/queries";
import { scorecard } from "#lib/scorecard/schema";

export const GET = route({
  summary: "The six characteristics of a feature with their checks, and the verdict",
  access: "read",
  params: z.object({ slug }),
  answer: scorecard,
  run: async ({ principal, params }) => getScorecard(await requireFeature(principal, params.slug)),
});
