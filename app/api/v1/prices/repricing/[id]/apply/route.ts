import { Answer, route } from "#lib/core/route";
import { loadPriceBook } from "#lib/cost/load-pricing";
import { runSoon } from "#lib/jobs/run-soon";
import { applyRepricing } from "#lib/telemetry/reprice/repricing-commands";
import { readRun } from "#lib/telemetry/reprice/repricing-queries";
import { REPRICING_JOB, runAnswer, runParams } from "#lib/telemetry/repricing-schema";

export const POST = route({
  summary: "Apply a run that was previewed",
  access: "admin",
  params: runParams,
  answer: runAnswer,
  run: async ({ principal, params }) => {
    await applyRepricing(principal, params.id, loadPriceBook);
    await runSoon(REPRICING_JOB);
    return new Answer(202, await readRun(principal, params.id));
  },
});
