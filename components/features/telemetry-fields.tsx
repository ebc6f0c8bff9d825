"use client";
import { Checkbox } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { Select } from "#components/ui/select";
import { Textarea } from "#components/ui/textarea";
import type { Draft, DraftFieldsProps } from "./draft.tsx";

const unitOptions = [
  {
    value: "trace",
    label: "One trace",
    hint: "Each request is one unit, as in a single question and answer",
  },
  {
    value: "conversation",
    label: "One conversation",
    hint: "All requests with the same gen_ai.conversation.id are one unit",
  },
  {
    value: "attribute",
    label: "An attribute’s value",
    hint: "All spans with the same value, such as a ticket’s number, are one unit",
  },
];

/** How telemetry is read: what one unit of work is, and which services belong here. */
export function TelemetryFields({ draft, change, errors }: DraftFieldsProps) {
  return (
    <Panel title="Its telemetry">
      <p className="mb-4 text-text-2">
        A unit of work is one thing a customer gets done: one reply, one claim, one document. Cost per
        interaction is cost per unit, however many calls, retries and tools it takes.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Unit of work" name="unitOfWork.kind" error={errors("unitOfWork.kind")}>
          <Select
            options={unitOptions}
            value={draft.unitKind}
            onChange={(value) => change({ unitKind: value as Draft["unitKind"] })}
          />
        </Field>
        <Field
          label="What one is called"
          name="unitOfWork.label"
          optional
          error={errors("unitOfWork.label")}
          hint="In the singular, as in “6.12 ¢ per claim”. The cost checks ask for it."
        >
          <Input
            value={draft.unitLabel}
            onChange={(event) => change({ unitLabel: event.target.value })}
            placeholder="interaction"
          />
        </Field>
        {draft.unitKind === "attribute" && (
          <Field
            label="Attribute"
            name="unitOfWork.attribute"
            error={errors("unitOfWork.attribute")}
            hint="The name of a span attribute. Spans without it count by their trace."
            className="sm:col-span-2"
          >
            <Input
              mono
              value={draft.unitAttribute}
              onChange={(event) => change({ unitAttribute: event.target.value })}
              placeholder="app.claim.id"
            />
          </Field>
        )}
        <Field
          label="Service names"
          name="match.serviceName"
          optional
          error={[...errors("match.serviceName"), ...serviceErrors(draft, errors)]}
          hint="One a line. Telemetry that names no feature belongs here when its service.name is one of these, and so does what is stored of it already."
          className="sm:col-span-2"
        >
          <Textarea
            mono
            rows={2}
            value={draft.serviceNames}
            onChange={(event) => change({ serviceNames: event.target.value })}
            spellCheck={false}
          />
        </Field>
        <Checkbox
          label="It retrieves documents"
          hint="Then a versioned retrieval configuration is required of it."
          checked={draft.usesRetrieval}
          onChange={(usesRetrieval) => change({ usesRetrieval })}
        />
      </div>
    </Panel>
  );
}

/** The API names a wrong service by its place in the list. */
function serviceErrors(draft: Draft, errors: DraftFieldsProps["errors"]): string[] {
  return draft.serviceNames
    .split("\n")
    .flatMap((_, index) => errors(`match.serviceName.${index}`).map((text) => `${index + 1}: ${text}.`));
}
