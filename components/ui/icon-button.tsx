import type { ComponentPropsWithRef, ReactNode } from "react";
import { cx } from "#lib/core/class-names";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.tsx";
import { Tooltip } from "./tooltip.tsx";

export type IconButtonProps = Omit<ComponentPropsWithRef<"button">, "children"> & {
  /** The accessible name; also the tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
};

export function IconButton({
  label,
  icon,
  variant = "ghost",
  size,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        className={cx(buttonStyle(variant, size, true), className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
