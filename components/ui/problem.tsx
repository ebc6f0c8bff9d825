import type { Problem } from "#lib/core/errors";
import { ProblemError } from "#lib/core/http";

export type ShownProblem = Pick<Problem, "title" | "detail"> & Partial<Problem>;

/** What a screen says of any error: the problem document, or that the server was not reached. */
export function problemOf(error: unknown): ShownProblem | null {
  if (error === null || error === undefined) return null;
  if (error instanceof ProblemError) return error.problem;
  return {
    title: "The server could not be reached",
    detail: "Check the connection and try again. Nothing that was typed is lost.",
  };
}

/** The messages of one field, by its dotted path ("unitOfWork.kind"). */
export function fieldErrors(error: unknown, path: string): string[] {
  const fields = problemOf(error)?.fields ?? [];
  return fields.filter((field) => field.path === path).map((field) => field.message);
}
