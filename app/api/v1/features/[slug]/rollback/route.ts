import { created, route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { planRollback, rollBack } from "#lib/versions/rollback/rollback";
import { deploymentAnswer, rollbackInput, rollbackPlan, rollbackQuery } from "#lib/versions/schema";

export const GET = route({
  summary: "What runs now, and the release that a rollback would lead to",
  access: "read",
  params: featureParams,
  query: rollbackQuery,
  answer: rollbackPlan,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return planRollback(feature.id, query.environment);
  },
});

export const POST = route({
  summary: "Record that all traffic goes back to an earlier release; switches no traffic by itself",
  access: "write",
  params: featureParams,
  body: rollbackInput,
  answer: deploymentAnswer,
  run: async ({ principal, params, body }) => {
    const feature = await requireFeature(principal, params.slug);
    return created(await rollBack(principal, feature, body));
  },
});
