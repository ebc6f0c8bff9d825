import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { listRevisions } from "#lib/ownership/queries";
import { revisionPage, revisionsQuery } from "#lib/ownership/schema";

export const GET = route({
  summary: "The revisions of a feature's runbook, newest first",
  access: "read",
  params: featureParams,
  query: revisionsQuery,
  answer: revisionPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return listRevisions(feature.id, query);
  },
});
