import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { requireRevision } from "#lib/ownership/queries";
import { revision, revisionParams } from "#lib/ownership/schema";

export const GET = route({
  summary: "One revision of a feature's runbook",
  access: "read",
  params: revisionParams,
  answer: revision,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return requireRevision(feature.id, params.n);
  },
});
