"use client";
import { ChevronDown } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Popover } from "#components/ui/popover";
import type { ExplorerWord, Level } from "#lib/telemetry/filters-schema";

export type Amount = {
  word: Extract<ExplorerWord, "minDurationMs" | "minCents" | "maxCents" | "minTokens" | "trace">;
  label: string;
  hint: string;
  levels: readonly Level[];
};

/** Filters by a figure or an id: only rows know them, rollups do not. */
export const amounts: readonly Amount[] = [
  {
    word: "minDurationMs",
    label: "At least",
    hint: "Milliseconds that it took",
    levels: ["calls", "interactions"],
  },
  { word: "minCents", label: "Cost from", hint: "US cents", levels: ["calls", "interactions"] },
  { word: "maxCents", label: "Cost to", hint: "US cents", levels: ["interactions"] },
  { word: "minTokens", label: "Tokens from", hint: "Input and output together", levels: ["calls"] },
  { word: "trace", label: "Trace", hint: "The 32 hexadecimal digits of its id", levels: ["calls"] },
];

const units: Partial<Record<Amount["word"], string>> = {
  minDurationMs: " ms",
  minCents: " ¢",
  maxCents: " ¢",
};

type Props = {
  amount: Amount;
  value: string | undefined;
  onChange: (value: string | null) => void;
};

export function AmountFilter({ amount, value, onChange }: Props) {
  const { word, label } = amount;
  const shown =
    value === undefined ? "any" : `${word === "trace" ? value.slice(0, 8) : value}${units[word] ?? ""}`;
  return (
    <Popover
      trigger={
        <Button aria-label={`${label}: ${shown}`}>
          {label}: {shown}
          <ChevronDown size={12} aria-hidden="true" className="text-text-3" />
        </Button>
      }
    >
      <AmountForm key={value} amount={amount} value={value} onChange={onChange} />
    </Popover>
  );
}

function AmountForm({ amount: { word, label, hint }, value, onChange }: Props) {
  const [typed, setTyped] = useState(value ?? "");
  const clean = typed
    .trim()
    .toLowerCase()
    .replaceAll("-", word === "trace" ? "" : "-");
  const fits =
    clean === "" || (word === "trace" ? /^[0-9a-f]{32}$/.test(clean) : /^\d{1,9}(\.\d+)?$/.test(clean));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) onChange(clean === "" ? null : clean);
  };
  return (
    <form onSubmit={submit} className="flex w-64 max-w-full flex-col gap-2">
      <Field
        label={label}
        hint={hint}
        error={fits ? null : word === "trace" ? "32 hexadecimal digits" : "A number, 0 or more"}
      >
        <Input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          inputMode={word === "trace" ? "text" : "decimal"}
          mono={word === "trace"}
        />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="sm">
          Apply
        </Button>
        {value !== undefined && (
          <Button size="sm" onClick={() => onChange(null)}>
            Any
          </Button>
        )}
      </div>
    </form>
  );
}
