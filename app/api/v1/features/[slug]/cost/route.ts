import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
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
    const head = ["start", "interactions", "mean_cents", "p50_cents", "p95_cents"];
    const rows = report.series.map(({ start, interactions, mean, p50, p95 }) => [
      start,
      interactions,
      mean,
      p50,
      p95,
    ]);
    return csvResponse(`${feature.slug}-cost`, head, rows);
  },
});
