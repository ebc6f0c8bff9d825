import { route } from "#lib/core/route";
import { cancelRepricing } from "#lib/telemetry/reprice/repricing-commands";
import { readRun } from "#lib/telemetry/reprice/repricing-queries";
import { runAnswer, runParams } from "#lib/telemetry/repricing-schema";

export const POST = route({
  summary: "End a run before its end; what it has changed until then stays",
  access: "admin",
  params: runParams,
  answer: runAnswer,
  run: async ({ principal, params }) => {
    await cancelRepricing(principal, params.id);
    return readRun(principal, params.id);
  },
});
