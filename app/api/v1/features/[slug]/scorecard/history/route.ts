import { z } from "zod";
import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { listScorecardHistory } from "#lib/scorecard/queries";
import { historyEntry } from "#lib/scorecard/schema";

export const GET = route({
  summary: "The newest changes of a feature's checks",
  access: "read",
  params: featureParams,
  answer: z.object({ items: z.array(historyEntry) }),
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return { items: await listScorecardHistory(feature.id) };
  },
});
