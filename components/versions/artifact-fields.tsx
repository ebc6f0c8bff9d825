"use client";
import { X } from "lucide-react";
import { Field } from "#components/ui/field";
import { IconButton } from "#components/ui/icon-button";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { Select } from "#components/ui/select";
import { Textarea } from "#components/ui/textarea";
import { type ArtifactKind, artifactKinds, kindNames } from "#lib/versions/domain";

export type ArtifactDraft = {
  key: number;
  kind: ArtifactKind;
  name: string;
  version: string;
  content: string;
  change: string;
};

type Props = {
  draft: ArtifactDraft;
  /** Where its fields stand in a problem document: "artifacts.0". */
  path: string;
  error: unknown;
  onChange: (draft: ArtifactDraft) => void;
  onRemove: (() => void) | null;
};

/** One artifact of a release that is being declared. */
export function ArtifactFields({ draft, path, error, onChange, onRemove }: Props) {
  const errors = (field: string) => fieldErrors(error, `${path}.${field}`);
  const title = `${kindNames[draft.kind]} ${draft.name}`.trim();
  return (
    <fieldset className="flex flex-col gap-2 rounded-md border border-line p-3">
      <legend className="sr-only">{title}</legend>
      <div className="flex items-start gap-2 max-sm:flex-wrap">
        <Field label="Kind" className="w-36">
          <Select
            options={artifactKinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
            value={draft.kind}
            onChange={(value) => {
              const kind = artifactKinds.find((one) => one === value);
              if (kind) onChange({ ...draft, kind });
            }}
          />
        </Field>
        <Field label="Name" className="flex-1" error={errors("name")}>
          <Input
            value={draft.name}
            required
            maxLength={200}
            onChange={({ target }) => onChange({ ...draft, name: target.value })}
          />
        </Field>
        <Field label="Version" optional className="w-44" error={errors("version")}>
          <Input
            value={draft.version}
            maxLength={200}
            onChange={({ target }) => onChange({ ...draft, version: target.value })}
          />
        </Field>
        {onRemove && (
          <span className="sm:mt-6">
            <IconButton
              label={`Take ${title} out`}
              icon={<X size={14} aria-hidden="true" />}
              onClick={onRemove}
            />
          </span>
        )}
      </div>
      <Field label="Why it changed" optional error={errors("change")} hint="Needed when this version is new">
        <Input
          value={draft.change}
          maxLength={2000}
          onChange={({ target }) => onChange({ ...draft, change: target.value })}
        />
      </Field>
      <Field
        label="Content"
        optional
        error={errors("content")}
        hint="Without a version the next one is numbered by itself: clear Version when you change the content"
      >
        <Textarea
          mono
          rows={2}
          value={draft.content}
          onChange={({ target }) => onChange({ ...draft, content: target.value })}
        />
      </Field>
    </fieldset>
  );
}
