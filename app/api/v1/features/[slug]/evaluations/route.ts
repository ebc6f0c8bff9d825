import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { evaluationPage, evaluationQuery } from "#lib/telemetry/evaluation-schema";
import { evaluationsCsv } from "#lib/telemetry/read/evaluations-csv";
import { listEvaluations } from "#lib/telemetry/read/queries-evaluations";

export const GET = route({
  summary: "What evaluators said of a feature's outputs, newest first",
  access: "read",
  params: featureParams,
  query: evaluationQuery,
  answer: evaluationPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const { cursor, limit, format, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listEvaluations(feature.id, filters, paging);
    return format === "csv" ? evaluationsCsv(`${feature.slug}-evaluations`, page) : page({ cursor, limit });
  },
});
