"use client";
import { Undo2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button";

// Few people open it: the dialog and its form come when it is opened.
const RollbackPopup = dynamic(() => import("./rollback-popup.tsx").then((file) => file.RollbackPopup), {
  ssr: false,
});

type Props = { slug: string; environment: string; size?: "sm" | "md" };

/** Back to the release before: what that changes, why, and that it is recorded and not switched. */
export function RollbackAction({ slug, environment, size = "md" }: Props) {
  // Null until it is first opened; from then on it is there, so that closing gives the focus back.
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <Button size={size} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Undo2 size={14} aria-hidden="true" />
        Roll back
      </Button>
      {open !== null && (
        <RollbackPopup slug={slug} environment={environment} open={open} onOpenChange={setOpen} />
      )}
    </>
  );
}
