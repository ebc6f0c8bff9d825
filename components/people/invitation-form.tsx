"use client";
import { useMutation } from "@tanstack/react-query";
import { signIn } from "next-auth/react";
import type { FormEvent } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { api } from "#lib/core/http";
import { NewPasswordField } from "./new-password-field.tsx";

type Props = { token: string; email: string; singleSignOn: boolean };

export function InvitationForm({ token, email, singleSignOn }: Props) {
  const accept = useMutation({
    mutationFn: (form: FormData) => {
      const body = { token, name: String(form.get("name")), password: String(form.get("password")) };
      return api("POST", "/invitations/accept", body);
    },
    onSuccess: () => window.location.assign("/"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    accept.mutate(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Accept the invitation">
      <ProblemSummary error={accept.error} />
      <Field label="E-mail">
        <Input name="email" type="email" value={email} readOnly autoComplete="username" />
      </Field>
      <Field label="Your name" error={fieldErrors(accept.error, "name")}>
        <Input name="name" required maxLength={100} autoComplete="name" autoFocus />
      </Field>
      <NewPasswordField label="Password" error={fieldErrors(accept.error, "password")} />
      <Button type="submit" variant="solid" size="lg" pending={accept.isPending || accept.isSuccess}>
        Join
      </Button>
      {singleSignOn && (
        <Button size="lg" onClick={() => void signIn("oidc", { callbackUrl: "/" })}>
          Join with single sign-on
        </Button>
      )}
    </form>
  );
}
