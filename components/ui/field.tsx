"use client";
import { Field as BaseField } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";

export type FieldProps = {
  label: ReactNode;
  /** One control of this folder; it is named and described by this field. */
  children: ReactNode;
  hint?: ReactNode;
  error?: string | readonly string[] | null;
  name?: string;
  optional?: boolean;
  disabled?: boolean;
  className?: string;
};

export function Field({ label, children, hint, error, name, optional, disabled, className }: FieldProps) {
  const messages = typeof error === "string" ? [error] : (error ?? []);
  const invalid = messages.some(Boolean);
  return (
    <BaseField.Root
      name={name}
      invalid={invalid}
      disabled={disabled}
      className={cx("flex min-w-0 flex-col gap-1", className)}
    >
      <BaseField.Label className="flex items-baseline justify-between gap-2 font-medium text-base text-text">
        {label}
        {optional && <span className="font-normal text-sm text-text-3">optional</span>}
      </BaseField.Label>
      {children}
      {invalid && (
        <BaseField.Error match={true} className="text-sm text-unmet">
          {messages.join(" ")}
        </BaseField.Error>
      )}
      {hint && <BaseField.Description className="text-sm text-text-3">{hint}</BaseField.Description>}
    </BaseField.Root>
  );
}
