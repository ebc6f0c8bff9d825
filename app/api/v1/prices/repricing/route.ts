import { csvResponse } from "#lib/core/csv";
import { Answer, route } from "#lib/core/route";
import { loadPriceBook } from "#lib/cost/load-pricing";
import { runSoon } from "#lib/jobs/run-soon";
import { previewRepricing } from "#lib/telemetry/reprice/repricing-commands";
import { runsColumns, runsLine } from "#lib/telemetry/reprice/repricing-csv";
import { listRuns, readRun } from "#lib/telemetry/reprice/repricing-queries";
import { REPRICING_JOB, runAnswer, runBody, runsAnswer, runsQuery } from "#lib/telemetry/repricing-schema";

/** Runs of a CSV file, the newest ones. */
const MOST_LINES = 5_000;

export const GET = route({
  summary: "Re-pricing runs, newest first",
  access: "read",
  query: runsQuery,
  answer: runsAnswer,
  run: async ({ principal, query }) => {
    if (query.format === "json") return listRuns(principal, query);
    const { items } = await listRuns(principal, { limit: MOST_LINES });
    return csvResponse("repricing-runs", runsColumns, items.map(runsLine));
  },
});

export const POST = route({
  summary: "Preview what re-pricing a period would change; nothing changes until the run is applied",
  access: "admin",
  body: runBody,
  answer: runAnswer,
  run: async ({ principal, body }) => {
    const id = await previewRepricing(principal, body, loadPriceBook);
    await runSoon(REPRICING_JOB);
    return new Answer(202, await readRun(principal, id));
  },
});
