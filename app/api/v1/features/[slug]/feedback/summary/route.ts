import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { feedbackSummary, feedbackSummaryQuery } from "#lib/telemetry/feedback-schema";
import { summariseFeedback } from "#lib/telemetry/read/queries-feedback";

export const GET = route({
  summary: "How many rated up and down in the last days, end users and reviewers apart",
  access: "read",
  params: featureParams,
  query: feedbackSummaryQuery,
  answer: feedbackSummary,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return summariseFeedback(feature.id, query, new Date());
  },
});
