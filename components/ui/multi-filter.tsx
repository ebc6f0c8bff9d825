"use client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { formatNumber } from "#lib/core/format";
import { Button } from "./button.tsx";
import { Checkbox } from "./checkbox.tsx";
import { Input } from "./input.tsx";
import { Popover } from "./popover.tsx";

export type FilterOption = { value: string; label?: string; count?: number };

export type MultiFilterProps = {
  /** "Model". */
  label: string;
  options: readonly FilterOption[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What the counts count: "call". */
  counts?: string;
};

/** More than these are searched, not read. */
const FEW = 8;
const SHOWN = 100;

/** A filter above a table of which several values may be chosen: "Model: gpt-4o and 2 more". */
export function MultiFilter({ label, options, values, onChange, counts }: MultiFilterProps) {
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  const [first, ...others] = values;
  const chosen =
    first === undefined ? "any" : `${labelOf(first)}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  return (
    <Popover
      trigger={
        <Button aria-label={`${label}: ${chosen}`}>
          <span className="max-w-56 truncate">
            {label}: {chosen}
          </span>
          <ChevronDown size={12} aria-hidden="true" className="text-text-3" />
        </Button>
      }
    >
      <Choices
        label={label}
        options={options}
        values={values}
        onChange={onChange}
        {...(counts ? { counts } : {})}
      />
    </Popover>
  );
}

function Choices({ label, options, values, onChange, counts }: MultiFilterProps) {
  const [typed, setTyped] = useState("");
  // What is chosen and does not occur any more must be there to be taken away.
  const gone = values.filter((value) => !options.some((option) => option.value === value));
  const all: readonly FilterOption[] = [...gone.map((value) => ({ value, count: 0 })), ...options];
  const found = all.filter(({ value, label: text = value }) =>
    text.toLowerCase().includes(typed.toLowerCase()),
  );
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...values, value] : values.filter((one) => one !== value));
  return (
    <div className="flex w-72 max-w-full flex-col gap-2">
      {all.length > FEW && (
        <Input
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder={`Search ${formatNumber(all.length)} values`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <fieldset className="flex max-h-72 flex-col gap-1 overflow-y-auto">
        <legend className="sr-only">{label}</legend>
        {found.slice(0, SHOWN).map(({ value, label: text = value, count }) => (
          <div
            key={value}
            className="flex items-start justify-between gap-3 rounded-sm px-1 py-0.5 hover:bg-sunken"
          >
            <div className="min-w-0 break-words">
              <Checkbox label={text} checked={values.includes(value)} onChange={(on) => toggle(value, on)} />
            </div>
            {count !== undefined && (
              <span className="shrink-0 text-sm text-text-2 tnum">
                {formatNumber(count)}
                <span className="sr-only"> {counts}s</span>
              </span>
            )}
          </div>
        ))}
      </fieldset>
      {found.length === 0 && (
        <p className="text-text-2">{all.length === 0 ? "None in this period." : "Nothing matches."}</p>
      )}
      {found.length > SHOWN && (
        <p className="text-sm text-text-2">{formatNumber(found.length - SHOWN)} more: type to find them.</p>
      )}
      {values.length > 0 && (
        <Button size="sm" onClick={() => onChange([])}>
          Any {label.toLowerCase()}
        </Button>
      )}
    </div>
  );
}
