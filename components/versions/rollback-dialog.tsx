"use client";
import { Undo2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Skeleton } from "#components/ui/skeleton";

// Few people open it: its form comes when it is opened.
const RollbackPanel = dynamic(() => import("./rollback-panel.tsx").then((file) => file.RollbackPanel), {
  loading: () => <Skeleton className="h-44" />,
});

type Props = { slug: string; environment: string; size?: "sm" | "md" };

/** Back to the release before: what that changes, why, and that it is recorded and not switched. */
export function RollbackAction({ slug, environment, size = "md" }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Roll back"
      description={`Record that all traffic of ${environment} goes back to an earlier release, from now on.`}
      size="lg"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size={size}>
          <Undo2 size={14} aria-hidden="true" />
          Roll back
        </Button>
      }
    >
      <RollbackPanel slug={slug} environment={environment} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
