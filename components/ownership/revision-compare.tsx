"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "#components/ui/button";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { Select } from "#components/ui/select";
import { SkeletonPanel } from "#components/ui/skeleton";
import { DiffTally, TextDiffView } from "#components/ui/text-diff";
import { formatDate } from "#lib/core/format";
import { textDiff } from "#lib/core/text-diff";
import { revisionOptions } from "#lib/ownership/query-options";
import type { RevisionHead } from "#lib/ownership/schema";

export type RevisionCompareProps = {
  slug: string;
  /** Those that were read, newest first. */
  revisions: readonly RevisionHead[];
  from: number;
  to: number;
  onChange: (chosen: { from: number; to: number }) => void;
  onClose: () => void;
};

/** What changed between two revisions, whichever they are. */
export function RevisionCompare({ slug, revisions, from, to, onChange, onClose }: RevisionCompareProps) {
  const before = useQuery(revisionOptions(slug, from));
  const after = useQuery(revisionOptions(slug, to));
  const [old, now] = [before.data?.markdown, after.data?.markdown];
  const diff = useMemo(
    () => (old === undefined || now === undefined ? null : textDiff(old, now)),
    [old, now],
  );
  const error = before.error ?? after.error;
  const options = revisions.map((revision) => ({
    value: String(revision.number),
    label: `Revision ${revision.number}`,
    hint: `${revision.author}, ${formatDate(revision.createdAt, "UTC")}`,
  }));
  return (
    <Panel
      id="runbook"
      flush
      title="Differences"
      aside={
        <>
          {diff && <DiffTally diff={diff} />}
          <Button size="sm" onClick={onClose}>
            Show the text
          </Button>
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3.5 py-2">
        <Select
          look="filter"
          prefix="From: "
          aria-label="From"
          options={options}
          value={String(from)}
          onChange={(value) => onChange({ from: Number(value), to })}
        />
        <Select
          look="filter"
          prefix="To: "
          aria-label="To"
          options={options}
          value={String(to)}
          onChange={(value) => onChange({ from, to: Number(value) })}
        />
        {after.data?.note && <p className="min-w-0 break-words text-sm text-text-2">{after.data.note}</p>}
      </div>
      {diff ? (
        <TextDiffView key={`${from}-${to}`} diff={diff} label={`Revision ${to} beside revision ${from}`} />
      ) : error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            void before.refetch();
            void after.refetch();
          }}
        />
      ) : (
        <SkeletonPanel lines={8} />
      )}
    </Panel>
  );
}
