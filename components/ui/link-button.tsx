import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "#lib/core/class-names";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.tsx";

export type LinkButtonProps = ComponentProps<typeof Link> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
};

/** Goes somewhere, looks like a button. For something that does something use Button. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <Link {...rest} data-variant={variant} className={cx(buttonStyle(variant, size), className)} />;
}
