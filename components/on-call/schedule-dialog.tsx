"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { ProblemSummary } from "#components/ui/problem-summary";
import { schedulesInForce } from "#lib/ownership/on-call/on-call-domain";
import type { RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import { emptyDraft, formOf, planOf, planWith, readDraft } from "./schedule-draft.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { SchedulePreview } from "./schedule-preview.tsx";
import { useRotationChange } from "./use-rotation-change.ts";

/** Plans a rotation anew from now or later, with the next hand-overs beside the fields. */
export function ScheduleDialog({ rotation }: { rotation: RotationDetail }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="solid" onClick={() => setOpen(true)}>
        Edit schedule
      </Button>
      {open && <Editor rotation={rotation} onClose={() => setOpen(false)} />}
    </>
  );
}

function Editor({ rotation, onClose }: { rotation: RotationDetail; onClose: () => void }) {
  const [now] = useState(() => Date.now());
  const plan = planOf(rotation);
  const current = schedulesInForce(plan.schedules).find((piece) => piece.to > now)?.schedule ?? null;
  const [form, setForm] = useState(() =>
    current ? formOf(current, plan.absent, now) : emptyDraft(rotation.now.rotation.zone),
  );
  const save = useRotationChange(rotation.slug, `${rotation.name} was planned anew`, onClose);
  const read = readDraft(form, current, now);
  const ends = form.members.length === 0;
  const present = rotation.people.filter((person) => !person.absent);
  const submit = () => {
    if (!read) return;
    const effectiveFrom = form.start === "" ? undefined : new Date(read.from).toISOString();
    save.mutate({ method: "POST", path: "/schedules", body: { ...read.draft, effectiveFrom } });
  };
  return (
    <Dialog
      title={`Schedule of ${rotation.name}`}
      description="It counts from now or from when you say. Shifts that were stay as they were."
      open
      onOpenChange={(next) => !next && onClose()}
      size="lg"
      footer={
        <>
          <DialogClose />
          <Button
            variant={ends ? "danger" : "solid"}
            onClick={submit}
            pending={save.isPending}
            disabled={read === null}
          >
            {ends ? "End the rotation" : "Save schedule"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemSummary error={save.error} />
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_320px]">
          <ScheduleFields form={form} onForm={setForm} people={present} error={save.error} />
          <SchedulePreview
            plan={read && planWith(plan, read, rotation.nextNumber)}
            zone={form.zone ?? "UTC"}
            people={rotation.people}
            now={now}
          />
        </div>
        {ends && (
          <p className="text-text-2">
            Without anybody in it the rotation ends: nobody is on call from then on, and what was stays on
            record.
          </p>
        )}
      </div>
    </Dialog>
  );
}
