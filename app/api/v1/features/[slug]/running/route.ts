import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { dayFileName } from "#lib/versions/day/segment-rows";
import { segmentsCsv } from "#lib/versions/day/segments-csv";
import { running, spanOf } from "#lib/versions/queries";
import { runningAnswer, runningQuery } from "#lib/versions/schema";

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
    const about = { feature: feature.slug, zone: query.tz };
    return segmentsCsv(dayFileName(about, query.at?.slice(0, 10) ?? "now"), about, answer);
  },
});
