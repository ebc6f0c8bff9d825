import { routeTable } from "#app/api/v1/route-table";
import { publicUrl } from "#lib/core/env";
import { version } from "#lib/core/health";
import { route } from "#lib/core/route";
import { openApiDocument } from "#lib/openapi/document";

export const GET = route({
  summary: "This document",
  access: "public",
  run: async () => openApiDocument(routeTable, publicUrl(), version()),
});
