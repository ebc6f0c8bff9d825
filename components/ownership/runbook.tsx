"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryStates } from "nuqs";
import { useState } from "react";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { revisionsOptions } from "#lib/ownership/query-options";
import { NoRunbook } from "./no-runbook.tsx";
import { RecordTestDialog } from "./record-test-dialog.tsx";
import { RevisionCompare } from "./revision-compare.tsx";
import { RevisionList } from "./revision-list.tsx";
import { RunbookLinks } from "./runbook-links.tsx";
import { RunbookTests } from "./runbook-tests.tsx";
import { EditorOfNewest, RunbookText } from "./runbook-text.tsx";

export type RunbookProps = {
  feature: { slug: string; name: string; team: string | null };
  canWrite: boolean;
  canTest: boolean;
  baseUrl: string;
};

const words = { revision: parseAsInteger, compare: parseAsInteger };

/** The runbook with its tests, links and revisions; what is read, and what it is compared with, stands in the address. */
export function Runbook({ feature, canWrite, canTest, baseUrl }: RunbookProps) {
  const { slug } = feature;
  const [{ revision: chosen, compare }, setChosen] = useQueryStates(words);
  const [editing, setEditing] = useState(false);
  const list = useInfiniteQuery(revisionsOptions(slug));
  const revisions = list.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = revisions[0]?.number ?? 0;
  const number = chosen ?? newest;
  const toNewest = () => void setChosen({ revision: null, compare: null });
  if (list.isPending) return <SkeletonPanel lines={10} />;
  if (list.isError && !list.data)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (editing) {
    const done = () => {
      setEditing(false);
      toNewest();
    };
    return (
      <Panel title={newest === 0 ? "Write the runbook" : "Edit the runbook"} id="runbook">
        <EditorOfNewest feature={feature} newest={newest} onClose={done} />
      </Panel>
    );
  }
  const edit = canWrite ? () => setEditing(true) : null;
  if (newest === 0) return <NoRunbook slug={slug} baseUrl={baseUrl} onWrite={edit} />;
  const compares = compare !== null && compare > 0 && number > 0;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div className="grid min-w-0 gap-4">
        {compares ? (
          <RevisionCompare
            slug={slug}
            revisions={revisions}
            from={compare}
            to={number}
            onChange={({ from, to }) => void setChosen({ compare: from, revision: to })}
            onClose={() => void setChosen({ compare: null })}
          />
        ) : (
          <RunbookText slug={slug} number={number} newest={newest} onEdit={edit} onNewest={toNewest} />
        )}
        <RunbookTests
          slug={slug}
          newest={newest}
          action={canTest && <RecordTestDialog slug={slug} revision={newest} />}
        />
      </div>
      <div className="grid min-w-0 gap-4">
        <RunbookLinks slug={slug} canWrite={canWrite} />
        <RevisionList
          revisions={revisions}
          shown={number}
          hasMore={list.hasNextPage}
          pending={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      </div>
    </div>
  );
}
