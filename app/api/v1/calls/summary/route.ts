import { route } from "#lib/core/route";
import { callSummary } from "#lib/telemetry/explorer-answers-schema";
import { allCallFilters } from "#lib/telemetry/filters-schema";
import { summariseAllCalls } from "#lib/telemetry/read/queries-call-summary";

export const GET = route({
  summary: "How many calls of all features pass the filters over time, and what they can be narrowed by",
  access: "read",
  query: allCallFilters,
  answer: callSummary,
  run: ({ principal, query }) => summariseAllCalls(principal, query),
});
