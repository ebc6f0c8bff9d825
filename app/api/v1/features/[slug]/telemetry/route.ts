import { z } from "zod";
import { route } from "#lib/core/route";
import { slug } from "#lib/core/schema";
import { requireFeature } from "#lib/features/queries";
import { readTelemetryState } from "#lib/telemetry/queries";
import { telemetryState } from "#lib/telemetry/schema";

export const GET = route({
  summary: "Whether telemetry of a feature has arrived",
  access: "read",
  params: z.object({ slug }),
  answer: telemetryState,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return readTelemetryState(feature.id, new Date());
  },
});
