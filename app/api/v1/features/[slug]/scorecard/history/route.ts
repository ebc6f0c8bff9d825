import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { historyCsv } from "#lib/scorecard/history-csv";
import { listScorecardHistory } from "#lib/scorecard/history-queries";
import { historyPage, historyQuery } from "#lib/scorecard/schema";

export const GET = route({
  summary: "The changes of a feature's checks with what caused them, newest first",
  access: "read",
  params: featureParams,
  query: historyQuery,
  answer: historyPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    if (query.format === "csv") return historyCsv(feature, query.cursor);
    return listScorecardHistory(feature.id, query);
  },
});
