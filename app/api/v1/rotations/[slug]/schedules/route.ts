import { created, route } from "#lib/core/route";
import { planSchedule } from "#lib/ownership/on-call/change-rotation";
import { rotationDetail, rotationParams, scheduleInput } from "#lib/ownership/on-call/on-call-schema";
import { getRotation } from "#lib/ownership/on-call/rotation-queries";

export const POST = route({
  summary: "Plan a rotation anew from now or later; the past stays, and no members end it",
  access: "write",
  params: rotationParams,
  body: scheduleInput,
  answer: rotationDetail,
  run: async ({ principal, params, body }) => {
    await planSchedule(principal, params.slug, body);
    return created(await getRotation(principal, params.slug, new Date()));
  },
});
