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

/** The id under which the log has the cause; only what went wrong inside has one to look for. */
export function causeOf(problem: ShownProblem | null): string | undefined {
  return problem?.code === "internal" ? problem.instance : undefined;
}

/** A refusal in few words: what is wrong with the fields, one line each, or else the one sentence. */
export function refusalOf(problem: ShownProblem): { title: string; lines: string[] } {
  const fields = problem.fields ?? [];
  if (fields.length === 0) return { title: problem.title, lines: [problem.detail] };
  const title = fields.length === 1 ? "One thing is missing or wrong" : "Some things are missing or wrong";
  const lines = fields.map(({ path, message }) =>
    sentence(path ? `${wordsOfPath(path)}: ${message}` : message),
  );
  return { title, lines: [...new Set(lines)] };
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** "unit of work, kind" of "unitOfWork.kind"; "shares, 1, weight" of "shares.0.weight": people count from one. */
function wordsOfPath(path: string): string {
  return path
    .split(".")
    .map((part) =>
      /^\d+$/.test(part)
        ? String(Number(part) + 1)
        : part
            .replace(/([a-z])([A-Z])/g, "$1 $2")
            .replaceAll("_", " ")
            .toLowerCase(),
    )
    .join(", ");
}

/** The messages of one field, by its dotted path ("unitOfWork.kind"). */
export function fieldErrors(error: unknown, path: string): string[] {
  const fields = problemOf(error)?.fields ?? [];
  return fields.filter((field) => field.path === path).map((field) => field.message);
}
