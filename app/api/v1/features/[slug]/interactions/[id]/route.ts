import { z } from "zod";
import { route } from "#lib/core/route";
import { slug } from "#lib/core/schema";
import { requireFeature } from "#lib/features/queries";
import { readInteraction } from "#lib/telemetry/read/queries-interaction";
import { interactionAnswer, interactionQuery } from "#lib/telemetry/schema";

export const GET = route({
  summary:
    "One interaction with its calls as a tree, and content where the policy keeps it; reading messages is recorded",
  access: "read",
  params: z.object({
    slug,
    id: z.string().min(1).max(1000).meta({ description: "Its id, its trace id, or the unit's value" }),
  }),
  query: interactionQuery,
  answer: interactionAnswer,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return readInteraction(principal, feature, params.id, query);
  },
});
