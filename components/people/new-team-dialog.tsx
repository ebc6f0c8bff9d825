"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import type { TeamAnswer } from "#lib/teams/schema";

/** "Care & claims" becomes care-claims. */
function slugOf(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase();
  return plain
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 64);
}

export function NewTeamDialog() {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  const client = useQueryClient();
  const formId = useId();
  const create = useMutation({
    mutationFn: () => api<TeamAnswer>("POST", "/teams", { name, slug: slug ?? slugOf(name) }),
    onSuccess: async (team) => {
      await client.invalidateQueries({ queryKey: ["teams"] });
      setOpen(false);
      toast.done(`${team.name} was created`, "Open it to add its members.");
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    create.reset();
    setName("");
    setSlug(null);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      title="New team"
      description="A team owns features; its members may change them."
      trigger={<Button>New team</Button>}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={formId} variant="solid" pending={create.isPending}>
            Create team
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3.5" aria-label="New team">
        <ProblemSummary error={create.error} />
        <Field label="Name" error={fieldErrors(create.error, "name")}>
          <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
        </Field>
        <Field label="Name in addresses" hint="It stays as it is." error={fieldErrors(create.error, "slug")}>
          <Input
            mono
            value={slug ?? slugOf(name)}
            onChange={(event) => setSlug(event.target.value)}
            required
            maxLength={64}
          />
        </Field>
      </form>
    </Dialog>
  );
}
