"use client";
import { Checkbox } from "#components/ui/checkbox";
import { Combobox } from "#components/ui/combobox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { type Scope, scopes } from "#lib/auth/domain";

export type KeyDraft = { name: string; scopes: Set<Scope>; feature: string | null; days: string };

type Props = {
  id: string;
  draft: KeyDraft;
  onDraft: (draft: KeyDraft) => void;
  onSubmit: () => void;
  error: unknown;
  features: { slug: string; name: string }[];
  unbound: boolean;
};

const hints: Record<Scope, string> = {
  ingest: "sends telemetry",
  read: "reads features, scorecards, cost and calls",
  write: "registers and changes features, declares releases and deployments",
};

const expiries = [
  { value: "30", label: "in 30 days" },
  { value: "90", label: "in 90 days" },
  { value: "365", label: "in a year" },
  { value: "never", label: "never" },
];

export function KeyForm({ id, draft, onDraft, onSubmit, error, features, unbound }: Props) {
  const toggle = (scope: Scope, on: boolean) => {
    const next = new Set(draft.scopes);
    if (on) next.add(scope);
    else next.delete(scope);
    onDraft({ ...draft, scopes: next });
  };
  const problem = fieldErrors(error, "scopes");
  return (
    <form
      id={id}
      aria-label="New API key"
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <ProblemSummary error={error} />
      <Field label="Name" hint="What uses it: claims-service, CI." error={fieldErrors(error, "name")}>
        <Input
          value={draft.name}
          onChange={(event) => onDraft({ ...draft, name: event.target.value })}
          required
          maxLength={100}
          autoComplete="off"
        />
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 font-medium">Scopes</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            label={scope}
            hint={hints[scope]}
            checked={draft.scopes.has(scope)}
            onChange={(on) => toggle(scope, on)}
          />
        ))}
        {problem.length > 0 && <p className="text-sm text-unmet">{problem.join(" ")}</p>}
      </fieldset>
      <Field
        label="Feature"
        optional={unbound}
        hint={
          unbound
            ? "Left empty, the key is for every feature."
            : "You may make keys for the features of your teams."
        }
        error={fieldErrors(error, "feature")}
      >
        <Combobox
          options={features.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={draft.feature}
          onChange={(feature) => onDraft({ ...draft, feature })}
          placeholder={unbound ? "every feature" : "Choose a feature"}
        />
      </Field>
      <Field label="Ends" error={fieldErrors(error, "expiresAt")}>
        <Select options={expiries} value={draft.days} onChange={(days) => onDraft({ ...draft, days })} />
      </Field>
    </form>
  );
}
