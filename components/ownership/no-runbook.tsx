import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Panel } from "#components/ui/panel";
import { runbookCommand } from "./runbook-command.ts";

export type NoRunbookProps = {
  slug: string;
  baseUrl: string;
  /** Null where the reader may not write. */
  onWrite: (() => void) | null;
};

/** The empty runbook teaches its first step, on the screen or from a file. */
export function NoRunbook({ slug, baseUrl, onWrite }: NoRunbookProps) {
  return (
    <Panel title="Runbook" id="runbook">
      <EmptyState
        title="There is no runbook yet"
        {...(onWrite ? { command: runbookCommand(baseUrl, slug), commandTitle: "From a file" } : {})}
        actions={
          onWrite && (
            <Button variant="solid" onClick={onWrite}>
              Write the runbook
            </Button>
          )
        }
      >
        It says what the person on call does at 2 a.m.: how to see that the feature is wrong, how to stop it,
        how to go back, whom to call. There are templates to start from.
      </EmptyState>
    </Panel>
  );
}
