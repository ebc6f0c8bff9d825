"use client";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { Select } from "#components/ui/select";
import { Textarea } from "#components/ui/textarea";
import { suggestSlug } from "#lib/features/domain";
import type { OwnerTeam } from "#lib/features/schema";
import type { Draft, DraftFieldsProps } from "./draft.tsx";
import { TeamSelect } from "./team-select.tsx";

const stakesOptions = [
  {
    value: "high",
    label: "High",
    hint: "A wrong output hurts somebody: money, health, rights. Audited again every quarter",
  },
  {
    value: "standard",
    label: "Standard",
    hint: "A wrong output costs time or trust. Audited again every year",
  },
  {
    value: "low",
    label: "Low",
    hint: "A wrong output is noticed and shrugged off. Audited again every year",
  },
];

const audienceOptions = [
  { value: "customer", label: "Customers" },
  { value: "internal", label: "Colleagues" },
];

const lifecycleOptions = [
  { value: "pilot", label: "Pilot", hint: "Not in production yet; gets the same checks" },
  { value: "production", label: "Production", hint: "People rely on it" },
  { value: "retired", label: "Retired", hint: "No longer runs; its history stays" },
];

/** What the feature is and who answers for it. */
export function IdentityFields({
  draft,
  change,
  errors,
  existing,
  teams,
}: DraftFieldsProps & { existing: boolean; teams: readonly OwnerTeam[] }) {
  const rename = (name: string) => {
    const followed = !existing && (draft.slug === "" || draft.slug === suggestSlug(draft.name));
    change(followed ? { name, slug: suggestSlug(name) } : { name });
  };
  return (
    <Panel title="The feature">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" name="name" error={errors("name")}>
          <Input value={draft.name} onChange={(event) => rename(event.target.value)} autoComplete="off" />
        </Field>
        <Field
          label="Slug"
          name="slug"
          error={errors("slug")}
          hint={
            existing
              ? "Stays for good: telemetry and scripts use it."
              : "In addresses, scripts and telemetry; cannot be changed later."
          }
        >
          <Input
            value={draft.slug}
            onChange={(event) => change({ slug: event.target.value })}
            mono
            readOnly={existing}
            autoComplete="off"
          />
        </Field>
        <Field
          label="Description"
          name="description"
          optional
          error={errors("description")}
          className="sm:col-span-2"
        >
          <Textarea
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
            rows={2}
          />
        </Field>
        <Field label="Stakes" name="stakes" error={errors("stakes")}>
          <Select
            options={stakesOptions}
            value={draft.stakes}
            onChange={(value) => change({ stakes: value as Draft["stakes"] })}
          />
        </Field>
        <Field label="Used by" name="audience" error={errors("audience")}>
          <Select
            options={audienceOptions}
            value={draft.audience}
            onChange={(value) => change({ audience: value as Draft["audience"] })}
          />
        </Field>
        <Field label="Lifecycle" name="lifecycle" error={errors("lifecycle")}>
          <Select
            options={lifecycleOptions}
            value={draft.lifecycle}
            onChange={(value) => change({ lifecycle: value as Draft["lifecycle"] })}
          />
        </Field>
        <TeamSelect
          teams={teams}
          value={draft.team}
          onChange={(team) => change({ team })}
          error={errors("team")}
        />
      </div>
    </Panel>
  );
}
