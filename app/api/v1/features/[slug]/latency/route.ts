import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { readLatency } from "#lib/cost/read-latency";
import { latencyQuery, latencyReport } from "#lib/cost/schema";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";

export const GET = route({
  summary: "How long calls of a feature took over a range, and how long until the first token, by model",
  access: "read",
  params: featureParams,
  query: latencyQuery,
  answer: latencyReport,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const report = await readLatency(feature.id, query, new Date());
    if (query.format === "json") return report;
    const head = ["operation", "provider", "model", "calls", "p50_ms", "p95_ms", "p99_ms"];
    const firstToken = ["streamed", "first_token_p50_ms", "first_token_p95_ms", "first_token_p99_ms"];
    const rows = report.byModel.map((row) => [
      row.operation,
      row.provider,
      row.model,
      row.calls,
      ...[row.durationMs.p50, row.durationMs.p95, row.durationMs.p99],
      row.streamed,
      ...[row.timeToFirstTokenMs.p50, row.timeToFirstTokenMs.p95, row.timeToFirstTokenMs.p99],
    ]);
    return csvResponse(`${feature.slug}-latency`, [...head, ...firstToken], rows);
  },
});
