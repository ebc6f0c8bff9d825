"use client";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";

export type SubjectDraft = { name: string; provider: string; serviceTier: string };

type Props = {
  draft: SubjectDraft;
  onChange: (change: Partial<SubjectDraft>) => void;
  error: unknown;
  label: "Model" | "Tool";
  tierHint: string;
};

/** Which calls a price or a discount is for. */
export function SubjectFields({ draft, onChange, error, label, tierHint }: Props) {
  return (
    <>
      <Field
        label={label}
        hint="As calls name it. A * at its end stands for any rest."
        error={fieldErrors(error, "name")}
      >
        <Input
          mono
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
          required
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field label="Provider" optional hint="Left empty: any." error={fieldErrors(error, "provider")}>
          <Input
            mono
            value={draft.provider}
            onChange={(event) => onChange({ provider: event.target.value })}
            maxLength={100}
            autoComplete="off"
          />
        </Field>
        <Field label="Service tier" optional hint={tierHint} error={fieldErrors(error, "serviceTier")}>
          <Input
            mono
            value={draft.serviceTier}
            onChange={(event) => onChange({ serviceTier: event.target.value })}
            maxLength={60}
            autoComplete="off"
          />
        </Field>
      </div>
    </>
  );
}
