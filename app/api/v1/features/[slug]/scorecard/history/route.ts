import { z } from "zod";
import { route } from "#lib/core/route";
import { slug } from "#lib/core/schema";
import { requireFeature } from "#lib/features/queries";
import { listScorecardHistory } from "#lib/scorecard/queries";
import { historyEntry } from "#lib/scorecard/schema";

export const GET = route({
  summary: "The newest changes of a feature's checks",
  access: "read",
  params: z.object({ slug }),
  answer: z.object({ items: z.array(historyEntry) }),
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return { items: await listScorecardHistory(feature.id) };
  },
});
