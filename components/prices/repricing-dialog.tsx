"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Combobox } from "#components/ui/combobox";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { dayInterval, dayOf } from "#lib/core/calendar";
import { api } from "#lib/core/http";
import { addDays } from "#lib/core/time";
import type { RunAnswer } from "#lib/telemetry/repricing-schema";

type Props = { zone: string; features: readonly { slug: string; name: string }[] };

/** Begins a run with its preview; nothing changes until that is applied. */
export function RepricingDialog({ zone, features }: Props) {
  const empty = () => ({
    feature: null as string | null,
    from: dayOf(addDays(new Date(), -30), zone),
    to: dayOf(new Date(), zone),
    reason: "",
  });
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(empty);
  const router = useRouter();
  const client = useQueryClient();
  const formId = useId();
  const preview = useMutation({
    mutationFn: () =>
      api<RunAnswer>("POST", "/prices/repricing", {
        feature: draft.feature,
        from: dayInterval(draft.from, zone).from.toISOString(),
        to: dayInterval(draft.to, zone).to.toISOString(),
        reason: draft.reason,
      }),
    onSuccess: async (run) => {
      await client.invalidateQueries({ queryKey: ["repricing"] });
      router.push(`/prices/repricing/${run.id}`);
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    preview.reset();
    setDraft(empty());
  };
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const { error } = preview;
  return (
    <Dialog
      title="Price calls anew"
      description="First a preview: what each model cost, and what it would cost with the prices of now. Nothing changes until you apply it."
      trigger={<Button>Price calls anew</Button>}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={formId} variant="solid" pending={preview.isPending}>
            Preview
          </Button>
        </>
      }
    >
      <form
        id={formId}
        aria-label="Price calls anew"
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          preview.mutate();
        }}
      >
        <ProblemSummary error={error} />
        <div className="grid gap-3.5 sm:grid-cols-2">
          <Field label="First day" error={fieldErrors(error, "from")}>
            <Input
              type="date"
              value={draft.from}
              onChange={(event) => set({ from: event.target.value })}
              required
            />
          </Field>
          <Field label="Last day" error={fieldErrors(error, "to")}>
            <Input
              type="date"
              value={draft.to}
              onChange={(event) => set({ to: event.target.value })}
              required
            />
          </Field>
        </div>
        <p className="text-sm text-text-3">
          Days of {zone}. A call belongs to the instant at which it began.
        </p>
        <Field
          label="Feature"
          optional
          hint="Left empty: every feature, and what is unregistered."
          error={fieldErrors(error, "feature")}
        >
          <Combobox
            options={features.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={draft.feature}
            onChange={(feature) => set({ feature })}
            placeholder="every feature"
          />
        </Field>
        <Field label="Reason" hint="It stays in the log of changes." error={fieldErrors(error, "reason")}>
          <Input
            value={draft.reason}
            onChange={(event) => set({ reason: event.target.value })}
            required
            maxLength={500}
            autoComplete="off"
          />
        </Field>
      </form>
    </Dialog>
  );
}
