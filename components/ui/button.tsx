import type { ComponentPropsWithRef } from "react";
import { cx } from "#lib/core/class-names";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.tsx";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = ComponentPropsWithRef<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: the button keeps its width, shows a spinner and cannot be pressed again. */
  pending?: boolean;
};

export function Button({
  variant,
  size,
  pending = false,
  type = "button",
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      data-variant={variant}
      aria-busy={pending || undefined}
      disabled={disabled || pending}
      className={cx(buttonStyle(variant, size), "relative aria-busy:opacity-100", className)}
    >
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={cx("inline-flex items-center gap-1.5", pending && "opacity-0")}>{children}</span>
    </button>
  );
}
