"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { api } from "#lib/core/http";
import { NewPasswordField } from "./new-password-field.tsx";
import { ZoneField } from "./zone-field.tsx";

export function SetUpForm({ token }: { token: string }) {
  const [zone, setZone] = useState<string | null>("UTC");
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"), []);
  const setUp = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name));
      return api("POST", "/setup", {
        token,
        organisation: text("organisation"),
        zone: zone ?? "UTC",
        name: text("name"),
        email: text("email"),
        password: text("password"),
      });
    },
    onSuccess: () => window.location.assign("/"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setUp.mutate(new FormData(event.currentTarget));
  };
  const error = (path: string) => fieldErrors(setUp.error, path);
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Set up">
      <ProblemSummary error={setUp.error} />
      <Field label="Organisation" error={error("organisation")}>
        <Input name="organisation" required maxLength={100} autoComplete="organization" autoFocus />
      </Field>
      <ZoneField
        label="Time zone"
        hint="Days and reports follow it; everybody may choose their own."
        value={zone}
        onChange={setZone}
        error={error("zone")}
      />
      <Field label="Your name" error={error("name")}>
        <Input name="name" required maxLength={100} autoComplete="name" />
      </Field>
      <Field label="E-mail" error={error("email")}>
        <Input name="email" type="email" required autoComplete="username" />
      </Field>
      <NewPasswordField label="Password" error={error("password")} />
      <Button type="submit" variant="solid" size="lg" pending={setUp.isPending || setUp.isSuccess}>
        Set up and sign in
      </Button>
    </form>
  );
}
