"use client";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "#components/ui/button";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { api } from "#lib/core/http";
import { NewPasswordField } from "./new-password-field.tsx";

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
      <NewPasswordField label="New password" error={fieldErrors(reset.error, "password")} autoFocus />
      <Button type="submit" variant="solid" size="lg" pending={reset.isPending || reset.isSuccess}>
        Set the password and sign in
      </Button>
    </form>
  );
}
