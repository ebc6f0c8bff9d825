"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { instantOfWall, wallTime } from "#lib/ownership/on-call/hand-over-domain";
import type { RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import { planOf } from "./schedule-draft.ts";
import { replacedInWords } from "./take-over-words.ts";
import { useRotationChange } from "./use-rotation-change.ts";

export type TakeOverDialogProps = {
  rotation: RotationDetail;
  viewerId: string;
  /** The shift to take over, RFC 3339; from now on when absent. */
  shift?: { from: string; to: string };
  onClose: () => void;
};

const DAY_MS = 86_400_000;

/** Puts somebody on call for a while in place of whose turn it is; says whom they replace before it is sent. */
export function TakeOverDialog({ rotation, viewerId, shift, onClose }: TakeOverDialogProps) {
  const { zone } = rotation.now.rotation;
  const [now] = useState(() => Date.now());
  const present = rotation.people.filter((person) => !person.absent);
  const [userId, setUserId] = useState(() => present.find((person) => person.id === viewerId)?.id ?? null);
  const later = shift && Date.parse(shift.from) > now;
  const [start, setStart] = useState(later ? wallTime(Date.parse(shift.from), zone) : "");
  const [end, setEnd] = useState(() =>
    wallTime(shift ? Date.parse(shift.to) : Date.parse(rotation.now.until ?? "") || now + DAY_MS, zone),
  );
  const [reason, setReason] = useState("");
  const save = useRotationChange(rotation.slug, "The shift was taken over", onClose);
  const from = start === "" ? now : instantOfWall(start, zone);
  const to = instantOfWall(end, zone);
  const whole = userId !== null && from !== null && to !== null && to > from;
  const submit = () => {
    if (!whole) return;
    const body = {
      userId,
      from: start === "" ? undefined : new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      reason: reason.trim() || null,
    };
    save.mutate({ method: "POST", path: "/overrides", body });
  };
  const errors = (path: string) => fieldErrors(save.error, path);
  return (
    <Dialog
      title={`Take over in ${rotation.name}`}
      description={`Times are on the wall in ${zone.replaceAll("_", " ")}.`}
      open
      onOpenChange={(next) => !next && onClose()}
      footer={
        <>
          <DialogClose />
          <Button variant="solid" onClick={submit} pending={save.isPending} disabled={!whole}>
            Take over
          </Button>
        </>
      }
    >
      <div className="grid gap-3.5">
        <ProblemSummary error={save.error} />
        <Field label="Who takes over" error={errors("userId")}>
          <Select
            options={present.map(({ id, name }) => ({ value: id, label: name }))}
            value={userId}
            onChange={setUserId}
          />
        </Field>
        <div className="grid gap-3.5 sm:grid-cols-2">
          <Field label="From" optional hint="Now when empty." error={errors("from")}>
            <Input type="datetime-local" value={start} onChange={(event) => setStart(event.target.value)} />
          </Field>
          <Field label="Until" error={errors("to")}>
            <Input
              type="datetime-local"
              value={end}
              onChange={(event) => setEnd(event.target.value)}
              required
            />
          </Field>
        </div>
        <Field label="Reason" optional error={errors("reason")}>
          <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={300} />
        </Field>
        <p aria-live="polite" className="text-text-2">
          {whole
            ? replacedInWords(planOf(rotation), { userId, from, to }, rotation.people, zone)
            : "Choose who takes over, and an end after the beginning."}
        </p>
      </div>
    </Dialog>
  );
}
