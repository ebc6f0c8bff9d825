import { route } from "#lib/core/route";
import { listUnregisteredServices } from "#lib/telemetry/queries";
import { unregisteredServices } from "#lib/telemetry/schema";

export const GET = route({
  summary: "Services whose telemetry names no registered feature",
  access: "read",
  answer: unregisteredServices,
  run: ({ principal }) => listUnregisteredServices(principal),
});
