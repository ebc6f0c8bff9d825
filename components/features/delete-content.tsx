"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Time } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { formatCount } from "#lib/core/format";
import { deleteContent } from "#lib/telemetry/content-query-options";

type Props = { slug: string; keptFrom: string | null };

/** Deletes messages of a period: a stricter policy leaves them as they are. */
export function DeleteContent({ slug, keptFrom }: Props) {
  const [day, setDay] = useState("");
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteContent(slug, `${day}T00:00:00Z`),
    onSuccess: ({ removed, done }) => {
      setAsking(false);
      const rest = done ? "" : " The rest goes within minutes.";
      toast.done("The messages are deleted", `${formatCount(removed, "row")} removed.${rest}`);
    },
    onError: () => setAsking(false),
  });
  const line = remove.data?.keptFrom ?? keptFrom;
  return (
    <Panel title="Delete kept messages" className="mt-4 max-w-[760px]">
      <p className="mb-4 text-text-2">
        What is stored already stays as it is when the policy or a pattern changes, until its days are over.
        {line && (
          <>
            {" "}
            Messages before <Time at={line} zone="UTC" /> were deleted.
          </>
        )}
      </p>
      <ProblemSummary error={remove.error} />
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Messages of spans that began before midnight UTC of">
          <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
        <Button variant="danger" disabled={day === ""} onClick={() => setAsking(true)}>
          Delete messages
        </Button>
      </div>
      <ConfirmDialog
        title="Delete kept messages?"
        action="Delete messages"
        danger
        open={asking}
        onOpenChange={setAsking}
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        Messages and explanations from before {day} are gone for good and are not stored again when they are
        sent again. Calls, costs and attributes stay. The deletion is recorded.
      </ConfirmDialog>
    </Panel>
  );
}
