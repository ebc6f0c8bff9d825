import { z } from "zod";
import { route } from "#lib/core/route";
import { slug } from "#lib/core/schema";
import { requireFeature } from "#lib/features/queries";
import { interactionFeedback } from "#lib/telemetry/feedback-schema";
import { readInteractionFeedback } from "#lib/telemetry/read/queries-feedback";
import { readInteraction } from "#lib/telemetry/read/queries-interaction";
import { interactionQuery } from "#lib/telemetry/schema";
import { subjectOf } from "#lib/telemetry/subject-domain";

export const GET = route({
  summary:
    "Feedback and evaluation results of one interaction, its traces and its answers; what somebody wrote only as a look",
  access: "read",
  params: z.object({ slug, id: z.string().min(1).max(1000) }),
  query: interactionQuery.extend({
    content: z.stringbool().default(false).meta({
      description:
        "1 asks for comments and explanations too: for those who may read messages, recorded as a look",
    }),
  }),
  answer: interactionFeedback,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const bare = { ...query, content: false };
    const interaction = await readInteraction(principal, feature, params.id, bare);
    return readInteractionFeedback(principal, feature, subjectOf(interaction), query.content);
  },
});
