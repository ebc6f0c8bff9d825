import "server-only";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import { authenticate } from "#lib/auth/authenticate";
import { type Access, mayCall, type Principal } from "#lib/auth/domain";
import { AppError } from "./errors.ts";
import { answerOnce } from "./idempotency.ts";
import { requestId } from "./ids.ts";
import { answerError } from "./problem-response.ts";
import { readJson } from "./request-body.ts";
import { assertSameOrigin } from "./same-origin.ts";
import { notStorable } from "./schema.ts";
import { unstorablePath } from "./storable.ts";

type Shape = z.ZodType;
type Parsed<S extends Shape | undefined> = S extends Shape ? z.output<S> : undefined;

export type RouteDefinition<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
> = {
  /** One line for the OpenAPI document. */
  summary: string;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** The shape of the answer, for the OpenAPI document; omitted where the answer is no JSON. */
  answer?: z.ZodType;
  /** Largest body in bytes; 1 MiB unless told. */
  maxBodyBytes?: number;
  /** True where the answer shows a secret once: it is then never kept for an Idempotency-Key. */
  answerIsSecret?: boolean;
  run: (context: RouteContext<P, Q, B>) => Promise<Answer | Response | object | null>;
};

export type RouteContext<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
> = {
  request: NextRequest;
  /** Never null unless the route is public. */
  principal: Principal;
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
};

/** An answer with a status of its own. */
export class Answer {
  readonly status: number;
  readonly body: object;
  constructor(status: number, body: object) {
    this.status = status;
    this.body = body;
  }
}

export function created(body: object): Answer {
  return new Answer(201, body);
}

export type RouteHandler = {
  (
    request: NextRequest,
    context: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response>;
  /** What the OpenAPI document and the role matrix are made from. */
  definition: Omit<RouteDefinition<Shape | undefined, Shape | undefined, Shape | undefined>, "run">;
};

function respond(result: Answer | Response | object | null): Response {
  if (result === null) return new Response(null, { status: 204 });
  if (result instanceof Response) return result;
  if (result instanceof Answer) return Response.json(result.body, { status: result.status });
  return Response.json(result);
}

/** Answers are of one caller and one moment: no cache may keep them unless the route says so. */
function uncached(response: Response): Response {
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

/** What is missing, as far as the caller can put it right: a key's scope has a name. */
function whyNot(principal: Principal | null, access: Access): string {
  if (principal?.kind !== "key") return "Your role does not allow this.";
  if (access === "read" || access === "write") return `This key does not have the scope ${access}.`;
  if (access === "feedback") return "This key has neither the scope ingest nor the scope write.";
  return "Keys may not do this; it takes a person who is signed in.";
}

const nobody: Principal = { kind: "system", name: "nobody" };

function parse<S extends Shape | undefined>(schema: S, value: unknown, where: string): Parsed<S> {
  if (!schema) return undefined as Parsed<S>;
  const unstorable = unstorablePath(value);
  if (unstorable !== null) {
    const fields = [{ path: unstorable, message: notStorable }];
    throw new AppError("invalid", `${unstorable || where}: ${notStorable}`, { fields });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data as Parsed<S>;
  const fields = result.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = fields[0];
  const detail = first ? `${first.path || where}: ${first.message}` : `The ${where} is not valid.`;
  throw new AppError("invalid", detail, { fields });
}

/**
 * The one way a request becomes a command or a query: authenticate, authorise, check the origin of cookie-authenticated
 * writes, parse, run, and turn every error into a problem document. null answers 204.
 */
export function route<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(definition: RouteDefinition<P, Q, B>): RouteHandler {
  const handler = async (request: NextRequest, context: { params: Promise<Record<string, unknown>> }) => {
    const id = requestId();
    try {
      const principal = definition.access === "public" ? null : await authenticate(request);
      if (definition.access !== "public" && principal === null) {
        throw new AppError("unauthenticated", "Sign in, or send an API key as a bearer token.");
      }
      if (!mayCall(principal, definition.access)) {
        throw new AppError("forbidden", whyNot(principal, definition.access));
      }
      const writes = request.method !== "GET" && request.method !== "HEAD";
      if (writes && principal?.kind !== "key") assertSameOrigin(request);

      const raw = definition.body ? await readJson(request, definition.maxBodyBytes) : undefined;
      const parts = {
        request,
        principal: principal ?? nobody,
        params: parse(definition.params as P, await context.params, "path"),
        query: parse(definition.query as Q, Object.fromEntries(request.nextUrl.searchParams), "query"),
        body: parse(definition.body as B, raw?.value, "body"),
      };
      const run = async () => respond(await definition.run(parts));
      const key = writes && principal ? request.headers.get("idempotency-key") : null;
      if (key === null || principal === null) return uncached(await run());
      const keep = definition.answerIsSecret !== true;
      return uncached(await answerOnce({ principal, key, request, bodyText: raw?.text ?? "", keep }, run));
    } catch (error) {
      return uncached(answerError(error, id, request));
    }
  };
  const { run: _, ...described } = definition;
  return Object.assign(handler, { definition: described }) as RouteHandler;
}
