"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { problemOf } from "#components/ui/problem";
import { SkeletonPanel } from "#components/ui/skeleton";
import { revisionOptions, revisionsOptions } from "#lib/ownership/query-options";
import type { Revision } from "#lib/ownership/schema";
import { MarkdownText } from "./markdown.tsx";
import { RevisionList } from "./revision-list.tsx";
import { RunbookEditor } from "./runbook-editor.tsx";
import { runbookCommand, runbookTemplate } from "./runbook-template.ts";

export type RunbookProps = { slug: string; name: string; canWrite: boolean; baseUrl: string };

/** The runbook with its revisions; which one is read stands in the address. */
export function Runbook({ slug, name, canWrite, baseUrl }: RunbookProps) {
  const [chosen, setChosen] = useQueryState("revision", parseAsInteger);
  const [editing, setEditing] = useState(false);
  const list = useInfiniteQuery(revisionsOptions(slug));
  const revisions = list.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = revisions[0]?.number ?? 0;
  const number = chosen ?? newest;
  const shown = useQuery({ ...revisionOptions(slug, number), enabled: number > 0 && !editing });
  const done = () => {
    setEditing(false);
    void setChosen(null);
  };
  if (list.isPending) return <SkeletonPanel lines={10} />;
  if (list.isError && !list.data)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (editing) {
    return (
      <Panel title={newest === 0 ? "Write the runbook" : "Edit the runbook"} id="runbook">
        <EditorOfNewest slug={slug} newest={newest} template={runbookTemplate(name)} onClose={done} />
      </Panel>
    );
  }
  if (newest === 0) {
    return (
      <Panel title="Runbook" id="runbook">
        <EmptyState
          title="There is no runbook yet"
          {...(canWrite ? { command: runbookCommand(baseUrl, slug), commandTitle: "From a file" } : {})}
          actions={
            canWrite && (
              <Button variant="solid" onClick={() => setEditing(true)}>
                Write the runbook
              </Button>
            )
          }
        >
          It says what the person on call does at 2 a.m.: how to see that the feature is wrong, how to stop
          it, how to go back, whom to call.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_280px]">
      <Panel
        id="runbook"
        title={number === newest ? "Runbook" : `Runbook, revision ${number}`}
        aside={
          number !== newest ? (
            <Button size="sm" onClick={() => void setChosen(null)}>
              Show the newest
            </Button>
          ) : (
            canWrite && (
              <Button size="sm" onClick={() => setEditing(true)}>
                Edit
              </Button>
            )
          )
        }
      >
        <Body revision={shown.data} error={shown.error} onRetry={() => void shown.refetch()} />
      </Panel>
      <RevisionList
        revisions={revisions}
        shown={number}
        hasMore={list.hasNextPage}
        pending={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function Body({
  revision,
  error,
  onRetry,
}: {
  revision: Revision | undefined;
  error: unknown;
  onRetry: () => void;
}) {
  if (revision) return <MarkdownText source={revision.markdown} />;
  const problem = problemOf(error);
  if (!problem) return <SkeletonPanel lines={10} />;
  if (problem.code === "not_found") return <p className="text-text-2">{problem.detail}</p>;
  return <ErrorState error={error} onRetry={onRetry} />;
}

/** An edit begins with the newest text, whichever revision was being read. */
function EditorOfNewest({
  slug,
  newest,
  template,
  onClose,
}: {
  slug: string;
  newest: number;
  template: string;
  onClose: () => void;
}) {
  const base = useQuery({ ...revisionOptions(slug, newest), enabled: newest > 0 });
  if (newest > 0 && !base.data)
    return <Body revision={undefined} error={base.error} onRetry={() => void base.refetch()} />;
  return (
    <RunbookEditor slug={slug} basedOn={newest} initial={base.data?.markdown ?? template} onClose={onClose} />
  );
}
