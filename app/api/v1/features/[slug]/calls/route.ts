import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { callsCsv } from "#lib/telemetry/calls-csv";
import { listCalls } from "#lib/telemetry/queries-calls";
import { callPage, callQuery } from "#lib/telemetry/schema";

export const GET = route({
  summary: "Calls of a feature, newest first",
  access: "read",
  params: featureParams,
  query: callQuery,
  answer: callPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const { cursor, limit, format, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listCalls(feature, filters, paging);
    return format === "csv" ? callsCsv(`${feature.slug}-calls`, page) : page({ cursor, limit });
  },
});
