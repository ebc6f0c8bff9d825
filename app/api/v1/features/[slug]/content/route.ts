import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { contentDeletion, contentDeletionQuery } from "#lib/telemetry/content-schema";
import { deleteContent } from "#lib/telemetry/delete-content";

export const DELETE = route({
  summary: "Delete a feature's kept messages from before an instant",
  access: "write",
  params: featureParams,
  query: contentDeletionQuery,
  answer: contentDeletion,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return deleteContent(principal, feature, query.before);
  },
});
