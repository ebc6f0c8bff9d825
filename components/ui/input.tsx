"use client";
import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentPropsWithRef } from "react";
import { cx } from "#lib/core/class-names";
import { controlHeight, controlStyle } from "./control-style.ts";

export type InputProps = Omit<ComponentPropsWithRef<typeof BaseInput>, "className"> & {
  className?: string;
  /** Digests, keys, slugs. */
  mono?: boolean;
};

export function Input({ className, mono = false, ...rest }: InputProps) {
  return (
    <BaseInput
      {...rest}
      className={cx(
        controlStyle,
        controlHeight,
        "read-only:bg-sunken",
        mono && "font-mono text-sm",
        className,
      )}
    />
  );
}
