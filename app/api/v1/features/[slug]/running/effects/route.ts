import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { dayOfQuestion } from "#lib/versions/day/day-answer";
import { effectsAnswer, effectsQuery } from "#lib/versions/effects/effects-schema";
import { readEffects } from "#lib/versions/effects/read-effects";

export const GET = route({
  summary: "Volume, cost, failures and latency before and after the changes near a day",
  access: "read",
  params: featureParams,
  query: effectsQuery,
  answer: effectsAnswer,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const now = new Date();
    const span = dayOfQuestion(query.at, query.tz, now);
    return readEffects(feature, query.environment, span, now);
  },
});
