"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { api } from "#lib/core/http";
import type { PageKey, SavedView } from "#lib/views/schema";

type Props = {
  page: PageKey;
  query: string;
  /** The view that gets another name; null makes a new one. */
  renames: SavedView | null;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
};

/** Asks for the name of a view, and for a new one whether everybody sees it. */
export function ViewDialog({ page, query, renames, onClose, onSaved }: Props) {
  const form = useId();
  const [name, setName] = useState(renames?.name ?? "");
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      renames
        ? api<SavedView>("PATCH", `/saved-views/${renames.id}`, { name })
        : api<SavedView>("POST", "/saved-views", { page, name, query, shared }),
    onSuccess: onSaved,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={renames ? "Rename the view" : "Save this view"}
      description={renames ? undefined : "The filters, the columns and the period as they are now."}
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={form} variant="solid" pending={save.isPending}>
            {renames ? "Rename view" : "Save view"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <ProblemSummary error={save.error} />
        <Field label="Name" error={fieldErrors(save.error, "name")}>
          <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
        </Field>
        {!renames && (
          <Checkbox
            label="Share with everybody"
            hint="Whoever signs in can apply it; you and admins can change it."
            checked={shared}
            onChange={setShared}
          />
        )}
      </form>
    </Dialog>
  );
}
