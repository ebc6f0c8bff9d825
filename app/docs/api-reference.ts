import { routeTable } from "#app/api/v1/route-table";
import { servedDocument } from "#app/api/v1/served-document";
import type { Method } from "#lib/openapi/document";
import { exampleOf } from "#lib/openapi/example-domain";
import { type Document, type ReferenceGroup, referenceOf } from "#lib/openapi/reference-domain";

const bodies = new Map(
  routeTable.flatMap(({ path, module }) =>
    Object.entries(module).map(
      ([method, handler]) => [`${method} ${path}`, handler.definition?.body] as const,
    ),
  ),
);

let kept: ReferenceGroup[] | undefined;

/** The reference of this server's own API: from the document that it serves, with examples that its own schemas take. */
export function apiReference(): ReferenceGroup[] {
  kept ??= make();
  return kept;
}

function make(): ReferenceGroup[] {
  const document = servedDocument() as Document;
  return referenceOf(document, (method, path, schema) =>
    exampleFor(document, method as Method, path, schema),
  );
}

function exampleFor(document: Document, method: Method, path: string, schema: object): unknown {
  const example = exampleOf(schema, document);
  return bodies.get(`${method} ${path}`)?.safeParse(example).success ? example : undefined;
}
