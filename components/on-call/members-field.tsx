"use client";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { Avatar } from "#components/ui/avatar";
import { Combobox } from "#components/ui/combobox";
import { Field } from "#components/ui/field";
import { IconButton } from "#components/ui/icon-button";

export type MembersFieldProps = {
  people: readonly { id: string; name: string }[];
  value: readonly string[];
  onChange: (members: string[]) => void;
  error?: string[];
};

function moved(list: readonly string[], index: number, by: number): string[] {
  const next = [...list];
  const [item] = next.splice(index, 1);
  if (item !== undefined) next.splice(index + by, 0, item);
  return next;
}

/** People in the order of their turns: add, move up and down, take out. */
export function MembersField({ people, value, onChange, error }: MembersFieldProps) {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "Somebody";
  const left = people.filter((person) => !value.includes(person.id));
  return (
    <div className="grid gap-2">
      {value.length > 0 && (
        <ol
          aria-label="People in the order of their turns"
          className="divide-y divide-line border-line border-y"
        >
          {value.map((id, index) => (
            <li key={id} className="flex min-h-9 items-center gap-2">
              <span className="w-4 text-right text-sm text-text-3 tnum">{index + 1}</span>
              <span className="min-w-0 flex-1">
                <Avatar name={nameOf(id)} withName />
              </span>
              <IconButton
                label={`Move ${nameOf(id)} up`}
                icon={<ArrowUp size={14} aria-hidden="true" />}
                size="sm"
                variant="ghost"
                disabled={index === 0}
                onClick={() => onChange(moved(value, index, -1))}
              />
              <IconButton
                label={`Move ${nameOf(id)} down`}
                icon={<ArrowDown size={14} aria-hidden="true" />}
                size="sm"
                variant="ghost"
                disabled={index === value.length - 1}
                onClick={() => onChange(moved(value, index, 1))}
              />
              <IconButton
                label={`Take ${nameOf(id)} out`}
                icon={<X size={14} aria-hidden="true" />}
                size="sm"
                variant="ghost"
                onClick={() => onChange(value.filter((one) => one !== id))}
              />
            </li>
          ))}
        </ol>
      )}
      <Field
        label="Add somebody"
        error={error}
        hint={
          people.length === 0
            ? "The team has no member who can sign in. Add some under People and teams."
            : left.length === 0
              ? "Everybody of the team takes turns."
              : "Members of the team; the first in the list begins."
        }
      >
        <Combobox
          options={left.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          placeholder="Name"
          onChange={(id) => {
            if (id) onChange([...value, id]);
          }}
        />
      </Field>
    </div>
  );
}
