"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { dayOf } from "#lib/core/calendar";
import { api } from "#lib/core/http";
import type { DiscountAnswer } from "#lib/cost/price-schema";
import { type ValidityDraft, validityOf } from "./price-draft.ts";
import { percentInWords } from "./price-words.ts";
import { type SubjectDraft, SubjectFields } from "./subject-fields.tsx";
import { ValidityFields } from "./validity-fields.tsx";

type Draft = SubjectDraft & ValidityDraft & { percent: string };

export function DiscountDialog({ zone }: { zone: string }) {
  const empty = (): Draft => ({
    name: "",
    provider: "",
    serviceTier: "",
    percent: "",
    fromDay: dayOf(new Date(), zone),
    untilDay: "",
    note: "",
  });
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(empty);
  const client = useQueryClient();
  const router = useRouter();
  const formId = useId();
  const create = useMutation({
    mutationFn: () =>
      api<DiscountAnswer>("POST", "/prices/discounts", {
        name: draft.name,
        provider: draft.provider.trim() || null,
        serviceTier: draft.serviceTier.trim() || null,
        percent: draft.percent.trim(),
        ...validityOf(draft, zone),
      }),
    onSuccess: async (discount) => {
      await client.invalidateQueries({ queryKey: ["prices"] });
      // The sentence at the head of the page is the server's.
      router.refresh();
      setOpen(false);
      toast.done(`${discount.name} is ${percentInWords(discount.percent)}`);
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    create.reset();
    setDraft(empty());
  };
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const { error } = create;
  return (
    <Dialog
      title="Add a discount"
      description="It is taken off the price list; own prices are not discounted. Where several fit, the most specific one alone holds."
      trigger={<Button>Add a discount</Button>}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={formId} variant="solid" pending={create.isPending}>
            Add discount
          </Button>
        </>
      }
    >
      <form
        id={formId}
        aria-label="Add a discount"
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <ProblemSummary error={error} />
        <SubjectFields
          draft={draft}
          onChange={set}
          error={error}
          label="Model"
          tierHint="Left empty: standard. Another tier has a list price only through a discount that names it."
        />
        <Field
          label="Percent off"
          hint="Negative for a surcharge: -80 is 80 % more."
          error={fieldErrors(error, "percent")}
        >
          <Input
            value={draft.percent}
            onChange={(event) => set({ percent: event.target.value })}
            required
            inputMode="decimal"
            autoComplete="off"
            className="tnum"
          />
        </Field>
        <ValidityFields draft={draft} onChange={set} error={error} zone={zone} />
      </form>
    </Dialog>
  );
}
