"use client";
import { Field } from "@base-ui/react/field";
import type { ComponentPropsWithRef } from "react";
import { cx } from "#lib/core/class-names";
import { controlStyle } from "./control-style.ts";

export type TextareaProps = ComponentPropsWithRef<"textarea"> & { mono?: boolean };

export function Textarea({ className, mono = false, rows = 4, ...rest }: TextareaProps) {
  return (
    <Field.Control
      render={
        <textarea
          {...rest}
          rows={rows}
          className={cx(
            controlStyle,
            "min-h-16 resize-y py-1.5 read-only:bg-sunken",
            mono && "font-mono text-sm",
            className,
          )}
        />
      }
    />
  );
}
