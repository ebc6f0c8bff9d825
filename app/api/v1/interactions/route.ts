import { route } from "#lib/core/route";
import { interactionPage } from "#lib/telemetry/explorer-answers-schema";
import { allInteractionsQuery } from "#lib/telemetry/filters-schema";
import { interactionsCsv } from "#lib/telemetry/read/interactions-csv";
import { listAllInteractions } from "#lib/telemetry/read/queries-interactions";

export const GET = route({
  summary: "Interactions of all features: newest, dearest or slowest first",
  access: "read",
  query: allInteractionsQuery,
  answer: interactionPage,
  run: async ({ principal, query }) => {
    const { cursor, limit, format, columns, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listAllInteractions(principal, filters, paging);
    return format === "csv" ? interactionsCsv("interactions", columns, page) : page({ cursor, limit });
  },
});
