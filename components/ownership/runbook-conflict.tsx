"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "#components/ui/button";
import { Spinner } from "#components/ui/spinner";
import { api } from "#lib/core/http";
import { runbookKey } from "#lib/ownership/query-options";
import type { Revision } from "#lib/ownership/schema";

export type RunbookConflictProps = {
  slug: string;
  /** The author has read the newest revision and saves on top of it. */
  onRebase: (newest: number) => void;
};

/** Somebody saved in between: shows what they wrote, and leaves the author's text as it is. */
export function RunbookConflict({ slug, onRebase }: RunbookConflictProps) {
  const { data: newest } = useQuery({
    queryKey: [...runbookKey(slug), "in-between"],
    queryFn: ({ signal }) =>
      api<Revision>("GET", `/features/${encodeURIComponent(slug)}/runbook`, undefined, signal),
    staleTime: 0,
    gcTime: 0,
  });
  if (!newest) return <Spinner />;
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-stale bg-stale-soft px-3 py-2">
      <p>
        <strong className="font-semibold">{newest.author}</strong> saved revision {newest.number} while you
        were writing. Take over from it what your text should keep; yours is still below.
      </p>
      <details>
        <summary className="cursor-pointer font-semibold">Read revision {newest.number}</summary>
        <pre className="mt-2 max-h-80 overflow-auto whitespace-pre-wrap break-words rounded-md bg-surface px-3 py-2 font-mono text-sm">
          {newest.markdown}
        </pre>
      </details>
      <div>
        <Button size="sm" onClick={() => onRebase(newest.number)}>
          I have read it, keep editing mine
        </Button>
      </div>
    </div>
  );
}
