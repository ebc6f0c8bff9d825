"use client";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { PASSWORD_MIN } from "#lib/auth/domain";
import { api } from "#lib/core/http";

export function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const reset = useMutation({
    mutationFn: (form: FormData) =>
      api("POST", "/users/password", { token, password: String(form.get("password")) }),
    onSuccess: () => window.location.assign("/"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    reset.mutate(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Choose a new password">
      <ProblemSummary error={reset.error} />
      <input type="hidden" name="email" value={email} autoComplete="username" readOnly />
      <Field
        label="New password"
        hint={`At least ${PASSWORD_MIN} characters.`}
        error={fieldErrors(reset.error, "password")}
      >
        <Input
          name="password"
          type="password"
          required
          minLength={PASSWORD_MIN}
          autoComplete="new-password"
          autoFocus
        />
      </Field>
      <Button type="submit" variant="solid" size="lg" pending={reset.isPending || reset.isSuccess}>
        Set the password and sign in
      </Button>
    </form>
  );
}
