"use client";
import { XCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { causeOf, problemOf, refusalOf, type ShownProblem } from "./problem.tsx";

export type ProblemSummaryProps = {
  /** What the mutation threw; null shows nothing. */
  error: unknown;
};

/** Stands at the head of a form that was refused; takes the focus so that it is read aloud. */
export function ProblemSummary({ error }: ProblemSummaryProps) {
  const problem = problemOf(error);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) ref.current?.focus();
  }, [error]);
  if (!problem) return null;
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="flex gap-2 rounded-md border border-unmet bg-unmet-soft px-3 py-2 text-text outline-none"
    >
      <XCircle size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-unmet" />
      <ProblemText problem={problem} />
    </div>
  );
}

function ProblemText({ problem }: { problem: ShownProblem }) {
  const { title, lines } = refusalOf(problem);
  const cause = causeOf(problem);
  return (
    <div className="min-w-0">
      <p className="font-semibold">{title}</p>
      {lines.length === 1 ? (
        <p>{lines[0]}</p>
      ) : (
        <ul className="list-disc pl-4">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {cause && (
        <p className="mt-1 text-sm text-text-2">
          Error id <code className="font-mono">{cause}</code>
        </p>
      )}
    </div>
  );
}
