"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Textarea } from "#components/ui/textarea";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import type { TeamAnswer, TeamContacts } from "#lib/teams/schema";

export type ContactsDialogProps = { team: { slug: string; name: string; contacts: TeamContacts } };

/** Says how a team is reached, wherever the team is named. */
export function ContactsDialog({ team }: ContactsDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={`How ${team.name} is reached`}
      description="Shown with each feature that the team owns."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">Contacts</Button>}
    >
      <ContactsForm team={team} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function ContactsForm({ team, onDone }: ContactsDialogProps & { onDone: () => void }) {
  const { contacts } = team;
  const form = useId();
  const router = useRouter();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: Record<string, string>) =>
      api<TeamAnswer>("PATCH", `/teams/${team.slug}`, { contacts: body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["teams"] });
      toast.done(`How ${team.name} is reached is saved`);
      onDone();
      router.refresh();
    },
  });
  const error = (name: keyof TeamContacts) => fieldErrors(save.error, `contacts.${name}`);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    save.mutate(
      Object.fromEntries(Object.keys(contacts).map((name) => [name, String(data.get(name) ?? "").trim()])),
    );
  };
  return (
    <form id={form} className="flex flex-col gap-3.5" onSubmit={submit} noValidate>
      <ProblemSummary error={save.error} />
      <Field label="Chat" optional hint="A channel, or its address" error={error("chat")}>
        <Input name="chat" defaultValue={contacts.chat ?? ""} maxLength={200} placeholder="#claims-oncall" />
      </Field>
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field label="E-mail" optional error={error("email")}>
          <Input name="email" type="email" defaultValue={contacts.email ?? ""} maxLength={254} />
        </Field>
        <Field label="Telephone" optional error={error("phone")}>
          <Input name="phone" type="tel" defaultValue={contacts.phone ?? ""} maxLength={40} />
        </Field>
      </div>
      <Field
        label="When nobody answers"
        optional
        hint="Whom to call next, and after how many minutes"
        error={error("escalation")}
      >
        <Textarea name="escalation" rows={3} defaultValue={contacts.escalation ?? ""} maxLength={1000} />
      </Field>
      <Field label="Where it is written down" optional error={error("escalationUrl")}>
        <Input
          name="escalationUrl"
          type="url"
          defaultValue={contacts.escalationUrl ?? ""}
          maxLength={2000}
          placeholder="https://"
        />
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose />
        <Button type="submit" variant="solid" pending={save.isPending}>
          Save contacts
        </Button>
      </div>
    </form>
  );
}
