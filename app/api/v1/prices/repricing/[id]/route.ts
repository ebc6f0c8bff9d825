import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { runColumns, runLine } from "#lib/telemetry/reprice/repricing-csv";
import { readRun } from "#lib/telemetry/reprice/repricing-queries";
import { runAnswer, runFormat, runParams } from "#lib/telemetry/repricing-schema";

export const GET = route({
  summary: "One re-pricing run: its progress, and before, after and difference by feature and model",
  access: "read",
  params: runParams,
  query: runFormat,
  answer: runAnswer,
  run: async ({ principal, params, query }) => {
    const run = await readRun(principal, params.id);
    return query.format === "csv" ? csvResponse("repricing", runColumns, run.rows.map(runLine)) : run;
  },
});
