"use client";
import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { cx } from "#lib/core/class-names";
import { controlHeight, controlStyle, optionStyle, popupStyle } from "./control-style.ts";

export type ComboboxOption = { value: string; label: string; hint?: string };

export type ComboboxProps = {
  options: readonly ComboboxOption[];
  value?: string | null;
  defaultValue?: string | null;
  onChange?: (value: string | null) => void;
  name?: string;
  placeholder?: string;
  /** Said when the typed words match nothing. */
  emptyText?: string;
  disabled?: boolean;
  "aria-label"?: string;
};

/** A select one can type into, for lists of more than about ten: people, features, zones. */
export function Combobox({
  options,
  value,
  defaultValue,
  onChange,
  name,
  placeholder,
  emptyText = "Nothing matches.",
  disabled,
  "aria-label": ariaLabel,
}: ComboboxProps) {
  const find = (key: string | null | undefined) => options.find((o) => o.value === key) ?? null;
  return (
    <BaseCombobox.Root
      items={options}
      {...(value === undefined ? {} : { value: find(value) })}
      {...(defaultValue === undefined ? {} : { defaultValue: find(defaultValue) })}
      onValueChange={(next: ComboboxOption | null) => onChange?.(next?.value ?? null)}
      isItemEqualToValue={(a: ComboboxOption, b: ComboboxOption) => a.value === b.value}
      itemToStringValue={(o: ComboboxOption) => o.value}
      name={name}
      disabled={disabled}
    >
      <BaseCombobox.InputGroup className="relative">
        <BaseCombobox.Input
          aria-label={ariaLabel}
          placeholder={placeholder}
          className={cx(controlStyle, controlHeight, "pr-14")}
        />
        <div className="absolute inset-y-0 right-1 flex items-center text-text-3">
          <BaseCombobox.Clear aria-label="Clear" className="grid size-6 place-items-center rounded-sm">
            <X size={14} aria-hidden="true" />
          </BaseCombobox.Clear>
          <BaseCombobox.Trigger aria-label="Show all" className="grid size-6 place-items-center rounded-sm">
            <ChevronDown size={14} aria-hidden="true" />
          </BaseCombobox.Trigger>
        </div>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner className="z-50 outline-none" sideOffset={4}>
          <BaseCombobox.Popup className={cx(popupStyle, "w-[var(--anchor-width)]")}>
            <BaseCombobox.Empty>
              <p className="px-3 py-2 text-text-3">{emptyText}</p>
            </BaseCombobox.Empty>
            <BaseCombobox.List className="max-h-[min(320px,var(--available-height))] overflow-y-auto p-1 data-empty:p-0">
              {(option: ComboboxOption) => (
                <BaseCombobox.Item key={option.value} value={option} className={optionStyle}>
                  <span className="w-3.5 shrink-0">
                    <BaseCombobox.ItemIndicator>
                      <Check size={14} aria-hidden="true" />
                    </BaseCombobox.ItemIndicator>
                  </span>
                  <span className="min-w-0">
                    {option.label}
                    {option.hint && <span className="block text-sm text-text-3">{option.hint}</span>}
                  </span>
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}
