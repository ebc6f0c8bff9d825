import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { interactionPage } from "#lib/telemetry/explorer-answers-schema";
import { interactionListQuery } from "#lib/telemetry/filters-schema";
import { interactionsCsv } from "#lib/telemetry/read/interactions-csv";
import { listInteractions } from "#lib/telemetry/read/queries-interactions";

export const GET = route({
  summary: "Interactions of a feature: newest, dearest or slowest first",
  access: "read",
  params: featureParams,
  query: interactionListQuery,
  answer: interactionPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const { cursor, limit, format, columns, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listInteractions(feature, filters, paging);
    return format === "csv"
      ? interactionsCsv(`${feature.slug}-interactions`, columns, page)
      : page({ cursor, limit });
  },
});
