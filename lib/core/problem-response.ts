import "server-only";
import { unstable_rethrow } from "next/navigation";
import { AppError, internalProblem, problemOf } from "./errors.ts";
import { log } from "./log.ts";

/** Turns any error into a problem document; what we did not expect is logged under the id and says nothing outside. */
export function answerError(error: unknown, id: string, request: Request): Response {
  unstable_rethrow(error);
  const headers: Record<string, string> = { "content-type": "application/problem+json", "x-request-id": id };
  if (error instanceof AppError) {
    const { retryAfterSeconds } = error.details;
    if (retryAfterSeconds !== undefined) headers["retry-after"] = String(Math.ceil(retryAfterSeconds));
    const problem = problemOf(error, id);
    return new Response(JSON.stringify(problem), { status: problem.status, headers });
  }
  const { pathname } = new URL(request.url);
  log().error({ err: error, requestId: id, method: request.method, path: pathname }, "request failed");
  return new Response(JSON.stringify(internalProblem(id)), { status: 500, headers });
}
