"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { CodeBlock } from "#components/ui/code-block";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import type { NewInvitation } from "#lib/auth/schema";
import { api } from "#lib/core/http";
import { roleOptions } from "./role-words.tsx";

type Props = { teams: { slug: string; name: string }[] };

export function InviteDialog({ teams }: Props) {
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState("viewer");
  const [team, setTeam] = useState("");
  const client = useQueryClient();
  const formId = useId();
  const invite = useMutation({
    mutationFn: (form: FormData) => {
      const body = { email: String(form.get("email")).trim(), role, team: team || null };
      return api<NewInvitation>("POST", "/invitations", body);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["invitations"] }),
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (next) invite.reset();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    invite.mutate(new FormData(event.currentTarget));
  };
  const made = invite.data;
  const error = (path: string) => fieldErrors(invite.error, path);
  const send = (
    <Button type="submit" form={formId} variant="solid" pending={invite.isPending}>
      Make the link
    </Button>
  );
  return (
    <Dialog
      title={made ? `Send this link to ${made.email}` : "Invite somebody"}
      description={
        made ? "It is shown only now, works once and ends after 7 days." : "You get a link to send to them."
      }
      trigger={<Button variant="solid">Invite</Button>}
      open={open}
      onOpenChange={change}
      footer={
        made ? (
          <DialogClose>Done</DialogClose>
        ) : (
          <>
            {<DialogClose />}
            {send}
          </>
        )
      }
    >
      {made ? (
        <CodeBlock code={made.link} wrap />
      ) : (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Invite somebody">
          <ProblemSummary error={invite.error} />
          <Field label="E-mail" error={error("email")}>
            <Input name="email" type="email" required autoComplete="off" />
          </Field>
          <Field label="Role" error={error("role")}>
            <Select options={roleOptions} value={role} onChange={setRole} />
          </Field>
          <Field label="Team" optional error={error("team")}>
            <Select
              options={[
                { value: "", label: "no team" },
                ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
              ]}
              value={team}
              onChange={setTeam}
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}
