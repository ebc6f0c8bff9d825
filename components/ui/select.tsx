"use client";
import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";
import { buttonStyle } from "./button-style.tsx";
import { controlHeight, controlStyle, optionStyle, popupStyle } from "./control-style.ts";

export type SelectOption = { value: string; label: string; hint?: string; disabled?: boolean };

export type SelectProps = {
  options: readonly SelectOption[];
  value?: string | null;
  defaultValue?: string | null;
  onChange?: (value: string) => void;
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  required?: boolean;
  /** Needed outside of a Field. */
  "aria-label"?: string;
  /** "filter" looks like the quiet buttons above a table: "Team: any". */
  look?: "control" | "filter";
  prefix?: ReactNode;
  className?: string;
};

export function Select({
  options,
  value,
  defaultValue,
  onChange,
  name,
  placeholder = "Choose",
  disabled,
  required,
  look = "control",
  prefix,
  className,
  "aria-label": ariaLabel,
}: SelectProps) {
  const filter = look === "filter";
  return (
    <BaseSelect.Root
      items={options.map(({ value: v, label }) => ({ value: v, label }))}
      {...(value === undefined ? {} : { value })}
      {...(defaultValue === undefined ? {} : { defaultValue })}
      onValueChange={(next) => {
        if (next !== null) onChange?.(next);
      }}
      name={name}
      disabled={disabled}
      required={required}
      modal={false}
    >
      <BaseSelect.Trigger
        aria-label={ariaLabel}
        className={cx(
          filter
            ? buttonStyle("quiet")
            : cx(controlStyle, controlHeight, "flex items-center justify-between gap-2 text-left"),
          className,
        )}
      >
        <span className="min-w-0 truncate">
          {prefix}
          <BaseSelect.Value>
            {/* An empty text is a value like any other ("any"); only what no option has is a gap. */}
            {(chosen: string | null) =>
              options.find((option) => option.value === chosen)?.label ?? (
                <span className="text-text-3">{placeholder}</span>
              )
            }
          </BaseSelect.Value>
        </span>
        <BaseSelect.Icon className="text-text-3">
          <ChevronDown size={filter ? 12 : 14} aria-hidden="true" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className="z-50 outline-none" sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={cx(popupStyle, "min-w-[var(--anchor-width)] max-w-[min(360px,92vw)]")}>
            <BaseSelect.List className="max-h-[min(320px,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className={optionStyle}
                >
                  <span className="w-3.5 shrink-0">
                    <BaseSelect.ItemIndicator>
                      <Check size={14} aria-hidden="true" />
                    </BaseSelect.ItemIndicator>
                  </span>
                  <span className="min-w-0">
                    <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                    {option.hint && <span className="block text-sm text-text-3">{option.hint}</span>}
                  </span>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
