import { routeTable } from "#app/api/v1/route-table";
import { publicUrl } from "#lib/core/env";
import { version } from "#lib/core/health";
import { openApiDocument } from "#lib/openapi/document";

let kept: ReturnType<typeof openApiDocument> | undefined;

/** The document of this server's API. Nothing in it changes while the server runs, and making it takes long. */
export function servedDocument(): ReturnType<typeof openApiDocument> {
  kept ??= openApiDocument(routeTable, publicUrl(), version());
  return kept;
}
