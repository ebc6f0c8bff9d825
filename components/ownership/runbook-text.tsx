"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "#components/ui/button";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { problemOf } from "#components/ui/problem";
import { SkeletonPanel } from "#components/ui/skeleton";
import { revisionOptions } from "#lib/ownership/query-options";
import type { Revision } from "#lib/ownership/schema";
import { MarkdownText } from "./markdown.tsx";
import { RunbookEditor } from "./runbook-editor.tsx";
import { runbookTemplate } from "./runbook-templates.ts";

export type RunbookTextProps = {
  slug: string;
  number: number;
  newest: number;
  /** Null where the reader may not write. */
  onEdit: (() => void) | null;
  onNewest: () => void;
};

/** One revision as people read it. */
export function RunbookText({ slug, number, newest, onEdit, onNewest }: RunbookTextProps) {
  const shown = useQuery({ ...revisionOptions(slug, number), enabled: number > 0 });
  const isNewest = number === newest;
  return (
    <Panel
      id="runbook"
      title={isNewest ? "Runbook" : `Runbook, revision ${number}`}
      aside={
        isNewest ? (
          onEdit && (
            <Button size="sm" onClick={onEdit}>
              Edit
            </Button>
          )
        ) : (
          <Button size="sm" onClick={onNewest}>
            Show the newest
          </Button>
        )
      }
    >
      <Body revision={shown.data} error={shown.error} onRetry={() => void shown.refetch()} />
    </Panel>
  );
}

type BodyProps = { revision: Revision | undefined; error: unknown; onRetry: () => void };

function Body({ revision, error, onRetry }: BodyProps) {
  if (revision) return <MarkdownText source={revision.markdown} />;
  const problem = problemOf(error);
  if (!problem) return <SkeletonPanel lines={10} />;
  if (problem.code === "not_found") return <p className="text-text-2">{problem.detail}</p>;
  return <ErrorState error={error} onRetry={onRetry} />;
}

export type EditorOfNewestProps = {
  feature: { slug: string; name: string; team: string | null };
  newest: number;
  onClose: () => void;
};

/** An edit begins with the newest text, whichever revision was being read. */
export function EditorOfNewest({ feature, newest, onClose }: EditorOfNewestProps) {
  const base = useQuery({ ...revisionOptions(feature.slug, newest), enabled: newest > 0 });
  if (newest > 0 && !base.data)
    return <Body revision={undefined} error={base.error} onRetry={() => void base.refetch()} />;
  const outline = () =>
    runbookTemplate("outline", { feature: feature.name, team: feature.team, rotation: null });
  return (
    <RunbookEditor
      feature={feature}
      basedOn={newest}
      initial={base.data?.markdown ?? outline()}
      onClose={onClose}
    />
  );
}
