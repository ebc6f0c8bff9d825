import { created, route } from "#lib/core/route";
import { overrideInput, rotationDetail, rotationParams } from "#lib/ownership/on-call/on-call-schema";
import { getRotation } from "#lib/ownership/on-call/rotation-queries";
import { takeOver } from "#lib/ownership/on-call/take-over";

export const POST = route({
  summary: "Put somebody on call for a while in place of whose turn it is",
  access: "write",
  params: rotationParams,
  body: overrideInput,
  answer: rotationDetail,
  run: async ({ principal, params, body }) => {
    await takeOver(principal, params.slug, body);
    return created(await getRotation(principal, params.slug, new Date()));
  },
});
