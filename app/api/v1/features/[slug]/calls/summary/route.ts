import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { callSummary } from "#lib/telemetry/explorer-answers-schema";
import { callFilters } from "#lib/telemetry/filters-schema";
import { summariseCalls } from "#lib/telemetry/read/queries-call-summary";

export const GET = route({
  summary: "How many calls of a feature pass the filters over time, and what they can be narrowed by",
  access: "read",
  params: featureParams,
  query: callFilters,
  answer: callSummary,
  run: async ({ principal, params, query }) =>
    summariseCalls(await requireFeature(principal, params.slug), query),
});
