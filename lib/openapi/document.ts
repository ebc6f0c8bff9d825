import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Access } from "#lib/auth/domain";
import type { RouteHandler } from "#lib/core/route";

/** One path of the API and the handlers of its route file. */
export type TableRow = { path: string; module: Partial<Record<Method, RouteHandler>> };

export const methods = ["GET", "PUT", "POST", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: "Stable; rely on this one" }),
    detail: z.string(),
    instance: z.string().optional().meta({ description: "Names the request in the log" }),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document" });

const needs: Record<Access, string> = {
  public: "Needs no sign-in.",
  read: "Any signed-in person, or a key with the scope read.",
  write: "Admins, editors and members of the owning team, or a key with the scope write.",
  feedback: "Admins, editors and members of the owning team, or a key with the scope ingest or write.",
  activity: "Admins and auditors.",
  admin: "Admins.",
  session: "A signed-in person; keys are not accepted.",
};

type ObjectSchema = z.ZodObject;

function operation(row: TableRow, method: Method, handler: RouteHandler): ZodOpenApiOperationObject {
  const { summary, access, params, query, body, answer } = handler.definition;
  const failures = Object.fromEntries(
    ["400", "401", "403", "404", "409", "413", "415", "422"].map((status) => [
      status,
      { description: "Problem", content: { "application/problem+json": { schema: problem } } },
    ]),
  );
  const success = answer
    ? { description: "Done", content: { "application/json": { schema: answer } } }
    : { description: "Done" };
  return {
    summary,
    description: needs[access],
    tags: [row.path.split("/")[1] ?? "api"],
    security: access === "public" ? [] : [{ key: [] }, { session: [] }],
    requestParams: {
      ...(params ? { path: params as ObjectSchema } : {}),
      ...(query ? { query: query as ObjectSchema } : {}),
      ...(method === "GET"
        ? {}
        : { header: z.object({ "Idempotency-Key": z.string().min(1).max(200).optional() }) }),
    },
    ...(body ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: { "2XX": success, ...failures },
  };
}

/** The OpenAPI 3.1 document of a route table: made from the schemas that validate, so that it cannot say anything else. */
export function openApiDocument(table: TableRow[], server: string, version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const row of table) {
    const item: Record<string, ZodOpenApiOperationObject> = {};
    for (const method of methods) {
      const handler = row.module[method];
      if (handler) item[method.toLowerCase()] = operation(row, method, handler);
    }
    paths[row.path] = item;
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Threshold",
      version,
      description: "Registry, telemetry, versions and scorecards of AI features.",
    },
    servers: [{ url: `${server}/api/v1` }],
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
    },
  });
}
