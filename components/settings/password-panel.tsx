"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { NewPasswordField } from "#components/people/new-password-field";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";

export function PasswordPanel({ email }: { email: string }) {
  const form = useRef<HTMLFormElement>(null);
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (data: FormData) => {
      const body = { current: String(data.get("current")), password: String(data.get("password")) };
      return api<{ revoked: number }>("POST", "/users/me/password", body);
    },
    onSuccess: async ({ revoked }) => {
      form.current?.reset();
      await client.invalidateQueries({ queryKey: ["sessions"] });
      toast.done("Your password was changed", revoked > 0 ? "Your other sessions have ended." : undefined);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(new FormData(event.currentTarget));
  };
  return (
    <Panel title="Password" id="password">
      <form ref={form} onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Change your password">
        <ProblemSummary error={change.error} />
        <input type="hidden" name="email" value={email} autoComplete="username" readOnly />
        <Field label="Current password" error={fieldErrors(change.error, "current")}>
          <Input name="current" type="password" required autoComplete="current-password" />
        </Field>
        <NewPasswordField
          label="New password"
          more="Your other sessions end."
          error={fieldErrors(change.error, "password")}
        />
        <div>
          <Button type="submit" pending={change.isPending}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  );
}
