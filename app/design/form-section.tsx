"use client";
import { Checkbox } from "#components/ui/checkbox";
import { Combobox } from "#components/ui/combobox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel, SectionHeading } from "#components/ui/panel";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { Switch } from "#components/ui/switch";
import { Textarea } from "#components/ui/textarea";
import { ProblemError } from "#lib/core/http";

const people = ["Mika Oja", "Ravi Tan", "Jo Lind", "Sam Bell", "Ada Kerr", "Ines Moor"].map((name) => ({
  value: name,
  label: name,
  hint: `${name.split(" ")[0]?.toLowerCase()}@example.com`,
}));

const refused = new ProblemError({
  type: "urn:threshold:error:invalid",
  title: "The request is not valid",
  status: 400,
  code: "invalid",
  detail: "One field is wrong.",
  instance: "req_7d1c90",
  fields: [{ path: "slug", message: "Use small letters, figures and hyphens." }],
});

export function FormSection() {
  return (
    <section className="flex flex-col gap-3">
      <SectionHeading title="Forms" />
      <div className="grid gap-3 lg:grid-cols-2">
        <Panel title="Register a feature">
          <div className="flex flex-col gap-3.5">
            <Field label="Name" hint="As people in the company call it.">
              <Input defaultValue="Claims triage" />
            </Field>
            <Field label="Slug" error="Use small letters, figures and hyphens.">
              <Input defaultValue="Claims Triage" mono />
            </Field>
            <Field label="Stakes">
              <Select
                defaultValue="high"
                options={[
                  { value: "high", label: "High", hint: "Re-audited each quarter" },
                  { value: "standard", label: "Standard", hint: "Re-audited each year" },
                  { value: "low", label: "Low" },
                ]}
              />
            </Field>
            <Field label="Accountable person" optional>
              <Combobox options={people} placeholder="Type a name" />
            </Field>
            <Field label="Description" optional>
              <Textarea rows={3} placeholder="What it does for whom" />
            </Field>
          </div>
        </Panel>
        <Panel title="States">
          <div className="flex flex-col gap-3.5">
            <ProblemSummary error={refused} />
            <Field label="Disabled" disabled>
              <Input defaultValue="cannot be changed" />
            </Field>
            <Field label="Read only">
              <Input defaultValue="https://threshold.example.com" readOnly mono />
            </Field>
            <Checkbox label="Keep content" hint="Prompts and answers, 30 days" defaultChecked />
            <Checkbox label="Some of them" indeterminate />
            <Checkbox label="Not this one" />
            <Checkbox label="Not possible" disabled />
            <Switch label="Live" defaultChecked />
            <Switch label="Off" />
          </div>
        </Panel>
      </div>
    </section>
  );
}
