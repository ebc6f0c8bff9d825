import { Answer, route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { feedbackBody, feedbackPage, feedbackQuery, feedbackReceipt } from "#lib/telemetry/feedback-schema";
import { feedbackCsv } from "#lib/telemetry/read/feedback-csv";
import { listFeedback } from "#lib/telemetry/read/queries-feedback";
import { recordFeedback } from "#lib/telemetry/record-feedback";

export const GET = route({
  summary: "Feedback on a feature's interactions, newest first, without comments",
  access: "read",
  params: featureParams,
  query: feedbackQuery,
  answer: feedbackPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const { cursor, limit, format, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listFeedback(principal, feature, filters, paging);
    return format === "csv" ? feedbackCsv(`${feature.slug}-feedback`, page) : page({ cursor, limit });
  },
});

export const POST = route({
  summary: "What an end user or a reviewer says of an interaction; the same id corrects",
  access: "feedback",
  params: featureParams,
  body: feedbackBody,
  answer: feedbackReceipt,
  run: async ({ principal, params, body }) => {
    const feature = await requireFeature(principal, params.slug);
    const { created, ...receipt } = await recordFeedback(principal, feature, body);
    return new Answer(created ? 201 : 200, receipt);
  },
});
