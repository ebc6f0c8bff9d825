"use client";
import { useMutation } from "@tanstack/react-query";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ProblemSummary } from "#components/ui/problem-summary";
import { ProblemError } from "#lib/core/http";
import { signInProblem } from "./sign-in-words.ts";

type Props = { next: string; singleSignOn: boolean; error: string | null };

/** A whole load, so that nothing of another person's session stays in memory. */
function goTo(path: string): void {
  window.location.assign(path);
}

export function SignInForm({ next, singleSignOn, error }: Props) {
  const [given, setGiven] = useState(() => (error ? new ProblemError(signInProblem(error)) : null));
  const attempt = useMutation({
    mutationFn: async (form: FormData) => {
      const answer = await signIn("credentials", {
        email: String(form.get("email")),
        password: String(form.get("password")),
        redirect: false,
      });
      if (answer?.error) throw new ProblemError(signInProblem(answer.error));
      if (!answer?.ok) throw new ProblemError(signInProblem("internal"));
    },
    onMutate: () => setGiven(null),
    onSuccess: () => goTo(next),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    attempt.mutate(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Sign in">
      <ProblemSummary error={attempt.error ?? given} />
      <Field label="E-mail">
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      <Button type="submit" variant="solid" size="lg" pending={attempt.isPending || attempt.isSuccess}>
        Sign in
      </Button>
      {singleSignOn && (
        <Button size="lg" onClick={() => void signIn("oidc", { callbackUrl: next })}>
          Continue with single sign-on
        </Button>
      )}
      <p className="text-sm text-text-3">
        No account, or the password is lost? An admin can make a link for you.
      </p>
    </form>
  );
}
