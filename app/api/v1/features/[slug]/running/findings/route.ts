import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { readDay } from "#lib/versions/day/day-answer";
import { dayCsv } from "#lib/versions/day/day-csv";
import { dayFileName } from "#lib/versions/day/segment-rows";
import { findingsAnswer, findingsQuery } from "#lib/versions/findings/findings-schema";

export const GET = route({
  summary: "What telemetry showed on a day beside what was declared, and where they differ",
  access: "read",
  params: featureParams,
  query: findingsQuery,
  answer: findingsAnswer,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const day = await readDay(feature, query, new Date());
    if (query.format === "json") return day.findings;
    const about = { feature: feature.slug, zone: query.tz };
    return dayCsv(dayFileName(about, query.at ?? "today"), about, day);
  },
});
