import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { assignRotation } from "#lib/ownership/on-call/assign-rotation";
import { featureOnCallAnswer, featureRotationInput } from "#lib/ownership/on-call/on-call-schema";
import { featureOnCall } from "#lib/ownership/on-call/rotation-queries";

export const GET = route({
  summary: "Who is on call for a feature now, until when, who then, and the gaps of the next 30 days",
  access: "read",
  params: featureParams,
  answer: featureOnCallAnswer,
  run: async ({ principal, params }) =>
    featureOnCall(await requireFeature(principal, params.slug), new Date()),
});

export const PUT = route({
  summary: "Say which rotation answers for a feature, or none",
  access: "write",
  params: featureParams,
  body: featureRotationInput,
  answer: featureOnCallAnswer,
  run: async ({ principal, params, body }) => {
    await assignRotation(principal, params.slug, body.rotation);
    return featureOnCall(await requireFeature(principal, params.slug), new Date());
  },
});
