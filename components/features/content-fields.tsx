"use client";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { Select } from "#components/ui/select";
import type { Draft, DraftFieldsProps } from "./draft.tsx";
import { PatternList } from "./pattern-list.tsx";
import { TryRedaction } from "./try-redaction.tsx";

const contentOptions = [
  { value: "none", label: "Nothing", hint: "Prompts and responses are dropped when they arrive" },
  { value: "redacted", label: "Redacted", hint: "Kept with what looks personal taken out" },
  { value: "full", label: "Everything", hint: "Kept as sent" },
];

/** What is kept of messages, for how long, and what is taken out before it is stored. */
export function ContentFields({ draft, change, errors }: DraftFieldsProps) {
  return (
    <Panel title="Its messages">
      <p className="mb-4 text-text-2">
        Messages are visible to the owning team, auditors and admins, and each look is recorded. Attributes
        are visible to every reader; e-mail addresses, cards, IBANs, phone numbers, IP addresses, keys and
        your patterns are taken out of them under each policy.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Prompts and responses kept" name="contentPolicy" error={errors("contentPolicy")}>
          <Select
            options={contentOptions}
            value={draft.contentPolicy}
            onChange={(value) => change({ contentPolicy: value as Draft["contentPolicy"] })}
          />
        </Field>
        <Field
          label="Days that messages are kept"
          name="contentRetentionDays"
          error={errors("contentRetentionDays")}
          hint="1 to 730. Calls and their figures stay longer."
        >
          <Input
            type="number"
            min={1}
            max={730}
            value={draft.contentRetentionDays}
            onChange={(event) => change({ contentRetentionDays: event.target.value })}
          />
        </Field>
      </div>
      <p className="my-4 text-text-2">
        A change is for what arrives from now on: what is stored already is not changed by it. Own patterns
        are regular expressions in RE2’s syntax; names written with look-alike letters are not seen through.
      </p>
      <PatternList
        patterns={draft.redactionPatterns}
        onChange={(redactionPatterns) => change({ redactionPatterns })}
        errors={(path) => errors(`redactionPatterns.${path}`)}
      />
      <div className="mt-4">
        <TryRedaction patterns={{ patterns: draft.redactionPatterns }} />
      </div>
    </Panel>
  );
}
