import type { Problem } from "./errors.ts";

/** A problem document as the browser sees it. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

async function problemFrom(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    const detail = `The server answered ${response.status}.`;
    return {
      type: "about:blank",
      title: "Request failed",
      status: response.status,
      code: "internal",
      detail,
    };
  }
}

/** Calls our own API with the browser session; throws ProblemError. `T` is the answer's type, undefined for 204. */
export async function api<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new ProblemError(await problemFrom(response));
  return (response.status === 204 ? undefined : await response.json()) as T;
}
