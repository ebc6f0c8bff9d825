"use client";
import { Dialog } from "#components/ui/dialog";
import { RollbackPanel } from "./rollback-panel.tsx";

type Props = { slug: string; environment: string; open: boolean; onOpenChange: (open: boolean) => void };

export function RollbackPopup({ slug, environment, open, onOpenChange }: Props) {
  return (
    <Dialog
      title="Roll back"
      description={`Record that all traffic of ${environment} goes back to an earlier release, from now on.`}
      size="lg"
      open={open}
      onOpenChange={onOpenChange}
    >
      <RollbackPanel slug={slug} environment={environment} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}
