"use client";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import type { ValidityDraft } from "./price-draft.ts";

type Props = {
  draft: ValidityDraft;
  onChange: (change: Partial<ValidityDraft>) => void;
  error: unknown;
  /** The organisation's zone: a day begins at its midnight. */
  zone: string;
};

export function ValidityFields({ draft, onChange, error, zone }: Props) {
  return (
    <>
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field
          label="Holds from"
          hint={`The day's midnight in ${zone}.`}
          error={fieldErrors(error, "validFrom")}
        >
          <Input
            type="date"
            value={draft.fromDay}
            onChange={(event) => onChange({ fromDay: event.target.value })}
            required
          />
        </Field>
        <Field
          label="Ends on"
          optional
          hint="The first day on which it holds no more."
          error={fieldErrors(error, "validUntil")}
        >
          <Input
            type="date"
            value={draft.untilDay}
            onChange={(event) => onChange({ untilDay: event.target.value })}
          />
        </Field>
      </div>
      <Field label="Note" optional hint="Where the price comes from." error={fieldErrors(error, "note")}>
        <Input
          value={draft.note}
          onChange={(event) => onChange({ note: event.target.value })}
          maxLength={500}
          autoComplete="off"
        />
      </Field>
    </>
  );
}
