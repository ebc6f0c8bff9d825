import { Answer, created, route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { recordDeployment } from "#lib/versions/record-deployment";
import { deploymentAnswer, deploymentInput } from "#lib/versions/schema";

export const POST = route({
  summary: "Record which releases got which share of the traffic, from when",
  access: "write",
  params: featureParams,
  body: deploymentInput,
  answer: deploymentAnswer,
  run: async ({ principal, params, body }) => {
    const feature = await requireFeature(principal, params.slug);
    const { deployment, created: isNew } = await recordDeployment(principal, feature, body);
    return isNew ? created(deployment) : new Answer(200, deployment);
  },
});
