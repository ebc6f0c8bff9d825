import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { costTable } from "#lib/cost/cost-csv";
import { readCost } from "#lib/cost/read-cost";
import { costQuery, costReport } from "#lib/cost/schema";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";

export const GET = route({
  summary: "Cents per interaction of a feature over a range, with retries, fallbacks and tools counted",
  access: "read",
  params: featureParams,
  query: costQuery,
  answer: costReport,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const report = await readCost(feature.id, query, new Date());
    if (query.format === "json") return report;
    const { head, rows } = costTable(report, query.table);
    const name = query.table === "series" ? "cost" : `cost-by-${query.split ?? query.table}`;
    return csvResponse(`${feature.slug}-${name}`, head, rows);
  },
});
