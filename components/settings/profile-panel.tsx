"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { roleHint } from "#components/people/role-words";
import { ZoneField } from "#components/people/zone-field";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { selfQuery } from "#lib/auth/query-options";
import type { UserAnswer } from "#lib/auth/schema";
import { api } from "#lib/core/http";

export function ProfilePanel({ initial }: { initial: UserAnswer }) {
  const { data } = useQuery({ ...selfQuery(), initialData: initial });
  const client = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState(data.name);
  const [zone, setZone] = useState(data.zone);
  const save = useMutation({
    mutationFn: () => api<UserAnswer>("PATCH", "/users/me", { name, zone }),
    onSuccess: (answer) => {
      client.setQueryData(selfQuery().queryKey, answer);
      router.refresh();
      toast.done("Your profile was saved");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Panel title="Your profile" id="profile" aside={data.email}>
      <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Your profile">
        <ProblemSummary error={save.error} />
        <Field label="Name" error={fieldErrors(save.error, "name")}>
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={100}
            autoComplete="name"
          />
        </Field>
        <ZoneField
          label="Time zone"
          optional
          hint="Left empty, the organisation's."
          value={zone}
          onChange={setZone}
          error={fieldErrors(save.error, "zone")}
        />
        <p className="text-sm text-text-2">
          Your role is {data.role}: {roleHint[data.role]}.
        </p>
        <div>
          <Button type="submit" pending={save.isPending}>
            Save profile
          </Button>
        </div>
      </form>
    </Panel>
  );
}
