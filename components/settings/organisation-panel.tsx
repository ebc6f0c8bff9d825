"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ZoneField } from "#components/people/zone-field";
import { Button } from "#components/ui/button";
import { DataList } from "#components/ui/data-list";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { installationQuery } from "#lib/auth/query-options";
import type { InstallationAnswer } from "#lib/auth/schema";
import { api } from "#lib/core/http";

type Props = { initial: InstallationAnswer; mayChange: boolean };

export function OrganisationPanel({ initial, mayChange }: Props) {
  const { data } = useQuery({ ...installationQuery(), initialData: initial });
  const signOn = data.singleSignOn
    ? "on"
    : "off; OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET turn it on";
  return (
    <Panel title="Organisation" id="organisation">
      {mayChange ? (
        <OrganisationForm data={data} />
      ) : (
        <DataList
          items={[
            { term: "Name", description: data.name },
            { term: "Time zone", description: data.zone },
          ]}
        />
      )}
      <p className="mt-3 text-sm text-text-2">Single sign-on is {signOn}.</p>
    </Panel>
  );
}

function OrganisationForm({ data }: { data: InstallationAnswer }) {
  const client = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState(data.name);
  const [zone, setZone] = useState<string | null>(data.zone);
  const save = useMutation({
    mutationFn: () => api<InstallationAnswer>("PATCH", "/installation", { name, zone: zone ?? "UTC" }),
    onSuccess: (answer) => {
      client.setQueryData(installationQuery().queryKey, answer);
      router.refresh();
      toast.done("The organisation was saved");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Organisation">
      <ProblemSummary error={save.error} />
      <Field label="Name" error={fieldErrors(save.error, "name")}>
        <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
      </Field>
      <ZoneField label="Time zone" value={zone} onChange={setZone} error={fieldErrors(save.error, "zone")} />
      <div>
        <Button type="submit" pending={save.isPending}>
          Save organisation
        </Button>
      </div>
    </form>
  );
}
