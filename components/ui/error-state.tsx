"use client";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { causeOf, problemOf } from "./problem.tsx";

export type ErrorStateProps = {
  title?: string;
  children?: ReactNode;
  /** What the query threw: said in its own words, with an id only where the log knows more. */
  error?: unknown;
  /** The id under which the cause is in the log. */
  id?: string | undefined;
  onRetry?: () => void;
  pending?: boolean;
};

function wordsOf(error: unknown): string {
  const problem = problemOf(error);
  return problem && problem.code !== "internal"
    ? problem.detail
    : "The server did not answer as expected. Nothing was changed.";
}

export function ErrorState({
  title = "This could not be loaded",
  children,
  error,
  id = causeOf(problemOf(error)),
  onRetry,
  pending = false,
}: ErrorStateProps) {
  return (
    <div role="alert" className="mx-auto flex w-full max-w-[640px] gap-3 px-4 py-8">
      <TriangleAlert size={18} aria-hidden="true" className="mt-0.5 shrink-0 text-unmet" />
      <div className="min-w-0">
        <h2 className="font-semibold text-lg">{title}</h2>
        <div className="text-text-2">{children ?? wordsOf(error)}</div>
        {id && (
          <p className="mt-1 text-sm text-text-2">
            Error id <code className="font-mono text-text">{id}</code>; the server’s log has its cause.
          </p>
        )}
        {onRetry && (
          <div className="mt-3">
            <Button onClick={onRetry} pending={pending}>
              Try again
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
