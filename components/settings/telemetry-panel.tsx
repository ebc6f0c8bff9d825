"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { PatternList } from "#components/features/pattern-list";
import { TryRedaction } from "#components/features/try-redaction";
import { Button } from "#components/ui/button";
import { DataList } from "#components/ui/data-list";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { TELEMETRY_RETENTION_DAYS } from "#lib/auth/domain";
import { installationQuery } from "#lib/auth/query-options";
import type { InstallationAnswer } from "#lib/auth/schema";
import { api } from "#lib/core/http";

type Props = { initial: InstallationAnswer; mayChange: boolean };

/** How long telemetry is kept, and the organisation's patterns for what is kept of every feature. */
export function TelemetryPanel({ initial, mayChange }: Props) {
  const { data } = useQuery({ ...installationQuery(), initialData: initial });
  return (
    <Panel title="Telemetry and messages" id="telemetry">
      {mayChange ? (
        <TelemetryForm data={data} />
      ) : (
        <DataList
          items={[
            { term: "Calls are kept", description: `${data.telemetryRetentionDays} days` },
            {
              term: "Own patterns",
              description: data.redactionPatterns.map(({ name }) => name).join(", ") || "none",
            },
          ]}
        />
      )}
    </Panel>
  );
}

function TelemetryForm({ data }: { data: InstallationAnswer }) {
  const client = useQueryClient();
  const [days, setDays] = useState(String(data.telemetryRetentionDays));
  const [patterns, setPatterns] = useState(data.redactionPatterns);
  const save = useMutation({
    mutationFn: () =>
      api<InstallationAnswer>("PATCH", "/installation", {
        telemetryRetentionDays: Number(days),
        redactionPatterns: patterns,
      }),
    onSuccess: (answer) => {
      client.setQueryData(installationQuery().queryKey, answer);
      toast.done("What is kept was saved");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Telemetry and messages">
      <ProblemSummary error={save.error} />
      <Field
        label="Days that calls, spans and interactions are kept"
        error={fieldErrors(save.error, "telemetryRetentionDays")}
        hint="At least 100. Older months are dropped within the hour and cannot come back; costs and counts over time stay."
      >
        <Input
          type="number"
          min={TELEMETRY_RETENTION_DAYS.min}
          max={TELEMETRY_RETENTION_DAYS.max}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
      </Field>
      <p className="text-text-2">
        Patterns of the organisation are taken out of what every feature keeps, beside the built-in ones.
      </p>
      <PatternList
        patterns={patterns}
        onChange={setPatterns}
        errors={(path) => fieldErrors(save.error, `redactionPatterns.${path}`)}
      />
      <TryRedaction patterns={{ organisationPatterns: patterns }} />
      <div>
        <Button type="submit" pending={save.isPending}>
          Save what is kept
        </Button>
      </div>
    </form>
  );
}
