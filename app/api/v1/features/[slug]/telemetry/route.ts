import { route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { readTelemetryState } from "#lib/telemetry/queries";
import { telemetryState } from "#lib/telemetry/schema";

export const GET = route({
  summary: "Whether telemetry of a feature has arrived",
  access: "read",
  params: featureParams,
  answer: telemetryState,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return readTelemetryState(feature.id, new Date());
  },
});
