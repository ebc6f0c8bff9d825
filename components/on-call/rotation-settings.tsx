"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import type { RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import { useRotationChange } from "./use-rotation-change.ts";

/** The name of a rotation and whether it covers AI incidents. */
export function RotationSettings({ rotation }: { rotation: RotationDetail }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(rotation.name);
  const [covers, setCovers] = useState(rotation.coversAiIncidents);
  const save = useRotationChange(rotation.slug, `${name} was changed`, () => setOpen(false));
  const change = (next: boolean) => {
    setOpen(next);
    setName(rotation.name);
    setCovers(rotation.coversAiIncidents);
    save.reset();
  };
  return (
    <Dialog
      title={`Settings of ${rotation.name}`}
      open={open}
      onOpenChange={change}
      trigger={<Button>Settings</Button>}
      footer={
        <>
          <DialogClose />
          <Button
            variant="solid"
            pending={save.isPending}
            onClick={() =>
              save.mutate({ method: "PATCH", path: "", body: { name, coversAiIncidents: covers } })
            }
          >
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-3.5">
        <ProblemSummary error={save.error} />
        <Field label="Name" error={fieldErrors(save.error, "name")}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={100} />
        </Field>
        <Checkbox
          label="Covers AI incidents"
          hint="Whoever is on call is told of wrong answers, cost and drift, not only of outages. Without it no feature's On call check is met."
          checked={covers}
          onChange={setCovers}
        />
      </div>
    </Dialog>
  );
}
