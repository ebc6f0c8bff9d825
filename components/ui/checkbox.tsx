"use client";
import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import { type ReactNode, useId } from "react";

export type CheckboxProps = {
  label: ReactNode;
  hint?: ReactNode;
  checked?: boolean;
  defaultChecked?: boolean;
  indeterminate?: boolean;
  onChange?: (checked: boolean) => void;
  name?: string;
  value?: string;
  disabled?: boolean;
};

export function Checkbox({ label, hint, onChange, indeterminate, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 max-sm:min-h-9">
      <BaseCheckbox.Root
        {...rest}
        id={id}
        // The library finds the label only once the page has come to life.
        aria-labelledby={`${id}-label`}
        indeterminate={indeterminate}
        onCheckedChange={(checked) => onChange?.(checked)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-sm border border-text-3 bg-surface text-bg data-checked:border-text data-checked:bg-text data-disabled:opacity-50 data-indeterminate:border-text data-indeterminate:bg-text"
      >
        <BaseCheckbox.Indicator>
          {indeterminate ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <div className="min-w-0">
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-text-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
