import { route } from "#lib/core/route";
import { overrideParams } from "#lib/ownership/on-call/on-call-schema";
import { cancelTakeOver } from "#lib/ownership/on-call/take-over";

export const DELETE = route({
  summary: "Take back what lies ahead of an override",
  access: "write",
  params: overrideParams,
  run: async ({ principal, params }) => {
    await cancelTakeOver(principal, params.slug, params.id);
    return null;
  },
});
