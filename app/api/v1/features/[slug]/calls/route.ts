import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { callPage } from "#lib/telemetry/explorer-answers-schema";
import { callQuery } from "#lib/telemetry/filters-schema";
import { callsCsv } from "#lib/telemetry/read/calls-csv";
import { listCalls } from "#lib/telemetry/read/queries-calls";

export const GET = route({
  summary: "Calls of a feature, newest first",
  access: "read",
  params: featureParams,
  query: callQuery,
  answer: callPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const { cursor, limit, format, columns, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listCalls(feature, filters, paging);
    return format === "csv" ? callsCsv(`${feature.slug}-calls`, columns, page) : page({ cursor, limit });
  },
});
