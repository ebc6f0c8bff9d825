import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { running, spanOf } from "#lib/versions/queries";
import { featureParams, runningAnswer, runningQuery } from "#lib/versions/schema";
import { segmentsCsv } from "#lib/versions/segments-csv";

export const GET = route({
  summary: "What ran on a day or at an instant, as known now or as known then",
  access: "read",
  params: featureParams,
  query: runningQuery,
  answer: runningAnswer,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const span = spanOf(query.at, query.tz, new Date());
    const { environment, knownAt = null } = query;
    const answer = await running({ featureId: feature.id, environment, span, knownAt });
    if (query.format === "json") return answer;
    const name = `what-ran-${params.slug}-${query.at?.slice(0, 10) ?? "now"}.csv`;
    return new Response(segmentsCsv(answer.segments), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
      },
    });
  },
});
