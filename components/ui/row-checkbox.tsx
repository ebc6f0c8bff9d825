"use client";
import { Checkbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";

export type RowCheckboxProps = {
  /** Said to those who do not see the row: "Select Claims triage". */
  label: string;
  checked: boolean;
  indeterminate?: boolean;
  /** `range` while Shift is held: everything from the last one on. */
  onToggle: (range: boolean) => void;
};

/** The box at the head of a row that is selected; larger to hit than to see. */
export function RowCheckbox({ label, checked, indeterminate = false, onToggle }: RowCheckboxProps) {
  return (
    <Checkbox.Root
      aria-label={label}
      checked={checked}
      indeterminate={indeterminate}
      onCheckedChange={(_, { event }) => onToggle("shiftKey" in event && event.shiftKey === true)}
      className="relative grid size-4 place-items-center rounded-sm border border-text-3 bg-surface text-bg after:absolute after:-inset-2.5 data-checked:border-text data-checked:bg-text data-indeterminate:border-text data-indeterminate:bg-text"
    >
      <Checkbox.Indicator>
        {indeterminate ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
