import { servedDocument } from "#app/api/v1/served-document";
import { route } from "#lib/core/route";

export const GET = route({
  summary: "This document",
  access: "public",
  run: async () => servedDocument(),
});
