"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { IconButton } from "#components/ui/icon-button";
import { Input } from "#components/ui/input";
import type { RedactionPattern } from "#lib/features/schema";

type Props = {
  patterns: readonly RedactionPattern[];
  onChange: (patterns: RedactionPattern[]) => void;
  /** What the API said of "0.expression" and its like. */
  errors: (path: string) => string[];
};

const fields = [
  { key: "name", label: "Name", placeholder: "Customer number", mono: false },
  { key: "expression", label: "Expression", placeholder: "\\bKD-\\d{6}\\b", mono: true },
  { key: "replacement", label: "Stored instead", placeholder: "[customer]", mono: true },
] as const;

/** Own patterns, one a row; the API judges the expressions. */
export function PatternList({ patterns, onChange, errors }: Props) {
  const change = (index: number, part: Partial<RedactionPattern>) =>
    onChange(patterns.map((pattern, at) => (at === index ? { ...pattern, ...part } : pattern)));
  return (
    <div className="flex flex-col gap-3">
      {patterns.map((pattern, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and no state of their own
        <div key={index} className="flex items-end gap-2">
          <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[1fr_1.6fr_1fr]">
            {fields.map(({ key, label, placeholder, mono }) => (
              <Field key={key} label={`${label} ${index + 1}`} error={errors(`${index}.${key}`)}>
                <Input
                  mono={mono}
                  value={pattern[key]}
                  onChange={(event) => change(index, { [key]: event.target.value })}
                  placeholder={placeholder}
                  spellCheck={false}
                />
              </Field>
            ))}
          </div>
          <IconButton
            label={`Remove pattern ${index + 1}`}
            icon={<Trash2 size={14} />}
            onClick={() => onChange(patterns.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          onClick={() => onChange([...patterns, { name: "", expression: "", replacement: "[hidden]" }])}
          disabled={patterns.length >= 20}
        >
          <Plus size={14} aria-hidden /> Add a pattern
        </Button>
      </div>
    </div>
  );
}
