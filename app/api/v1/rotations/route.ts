import { created, route } from "#lib/core/route";
import { createRotation } from "#lib/ownership/on-call/change-rotation";
import { rotationDetail, rotationInput, rotationsAnswer } from "#lib/ownership/on-call/on-call-schema";
import { getRotation, listRotations } from "#lib/ownership/on-call/rotation-queries";

export const GET = route({
  summary: "Every rotation with who is on call now, its shifts ahead and its gaps",
  access: "read",
  answer: rotationsAnswer,
  run: async ({ principal }) => ({ items: await listRotations(principal, new Date()) }),
});

export const POST = route({
  summary: "Make a rotation of a team with its first schedule",
  access: "write",
  body: rotationInput,
  answer: rotationDetail,
  run: async ({ principal, body }) => {
    const slug = await createRotation(principal, body);
    return created(await getRotation(principal, slug, new Date()));
  },
});
