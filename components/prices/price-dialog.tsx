"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactElement, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Combobox } from "#components/ui/combobox";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toaster";
import { dayOf } from "#lib/core/calendar";
import { api } from "#lib/core/http";
import type { PriceAnswer, UnpricedModel } from "#lib/cost/price-schema";
import { emptyPrice, type PriceDraft, priceBodyOf } from "./price-draft.ts";
import { RateFields } from "./rate-fields.tsx";
import { SubjectFields } from "./subject-fields.tsx";
import { ValidityFields } from "./validity-fields.tsx";

export type PriceDialogProps = {
  zone: string;
  features: readonly { slug: string; name: string }[];
  trigger: ReactElement;
  /** What the price is for, where it is known. */
  unpriced?: UnpricedModel;
};

const kinds = [
  { value: "model", label: "A model", hint: "per token, per call, or both" },
  { value: "tool", label: "A tool", hint: "per call; without one a tool is not billed" },
];

export function PriceDialog({ zone, features, trigger, unpriced }: PriceDialogProps) {
  const empty = () => emptyPrice(dayOf(new Date(), zone), unpriced);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<PriceDraft>(empty);
  const client = useQueryClient();
  const router = useRouter();
  const formId = useId();
  const create = useMutation({
    mutationFn: () => api<PriceAnswer>("POST", "/prices", priceBodyOf(draft, zone)),
    onSuccess: async (price) => {
      await client.invalidateQueries({ queryKey: ["prices"] });
      // The sentence at the head of the page is the server's.
      router.refresh();
      setOpen(false);
      const past = new Date(price.validFrom) < new Date();
      toast.done(
        `${price.name} has a price`,
        past ? "Calls that are stored keep their cost until their period is priced anew." : undefined,
      );
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    create.reset();
    setDraft(empty());
  };
  const set = (part: Partial<PriceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { error } = create;
  return (
    <Dialog
      title="Add a price"
      description="An own price goes before the price list. It is never changed: end it and add another."
      trigger={trigger}
      open={open}
      onOpenChange={change}
      size="lg"
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={formId} variant="solid" pending={create.isPending}>
            Add price
          </Button>
        </>
      }
    >
      <form
        id={formId}
        aria-label="Add a price"
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <ProblemSummary error={error} />
        <Field label="Of what" error={fieldErrors(error, "kind")}>
          <Select
            options={kinds}
            value={draft.kind}
            onChange={(kind) => set({ kind: kind === "tool" ? "tool" : "model" })}
          />
        </Field>
        <SubjectFields
          draft={draft}
          onChange={set}
          error={error}
          label={draft.kind === "tool" ? "Tool" : "Model"}
          tierHint="Left empty: any."
        />
        <Field
          label="Feature"
          optional
          hint="Left empty: every feature. A feature's own price goes first."
          error={fieldErrors(error, "feature")}
        >
          <Combobox
            options={features.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={draft.feature}
            onChange={(feature) => set({ feature })}
            placeholder="every feature"
          />
        </Field>
        {draft.kind === "model" && <RateFields draft={draft} onChange={set} error={error} />}
        <Field
          label="US dollars per call"
          optional={draft.kind === "model"}
          error={fieldErrors(error, "perCall")}
        >
          <Input
            value={draft.perCall}
            onChange={(event) => set({ perCall: event.target.value })}
            required={draft.kind === "tool"}
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
