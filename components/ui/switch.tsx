"use client";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";

export type SwitchProps = {
  label: ReactNode;
  checked?: boolean;
  defaultChecked?: boolean;
  onChange?: (checked: boolean) => void;
  name?: string;
  disabled?: boolean;
};

/** For what takes effect at once; inside a form that is sent, use Checkbox. */
export function Switch({ label, onChange, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2 max-sm:min-h-9">
      <BaseSwitch.Root
        {...rest}
        id={id}
        // The library finds the label only once the page has come to life.
        aria-labelledby={`${id}-label`}
        onCheckedChange={(checked) => onChange?.(checked)}
        className="flex h-[18px] w-8 shrink-0 items-center rounded-full border border-text-3 bg-sunken px-0.5 data-checked:justify-end data-checked:border-text data-checked:bg-text data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="size-3 rounded-full bg-text-3 data-checked:bg-bg" />
      </BaseSwitch.Root>
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
    </div>
  );
}
