import { route } from "#lib/core/route";
import { changeRotation } from "#lib/ownership/on-call/change-rotation";
import { rotationChange, rotationDetail, rotationParams } from "#lib/ownership/on-call/on-call-schema";
import { getRotation } from "#lib/ownership/on-call/rotation-queries";

export const GET = route({
  summary: "One rotation: its schedules ahead, overrides, shifts and gaps",
  access: "read",
  params: rotationParams,
  answer: rotationDetail,
  run: ({ principal, params }) => getRotation(principal, params.slug, new Date()),
});

export const PATCH = route({
  summary: "Rename a rotation, or say whether it covers AI incidents",
  access: "write",
  params: rotationParams,
  body: rotationChange,
  answer: rotationDetail,
  run: async ({ principal, params, body }) => {
    await changeRotation(principal, params.slug, body);
    return getRotation(principal, params.slug, new Date());
  },
});
