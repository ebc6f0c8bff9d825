import { cx } from "#lib/core/class-names";

export type ButtonVariant = "solid" | "quiet" | "danger" | "ghost";
export type ButtonSize = "sm" | "md" | "lg";

const variants: Record<ButtonVariant, string> = {
  solid: "border-text bg-text text-bg hover:opacity-88",
  quiet: "border-line bg-surface text-text shadow-sm hover:border-line-strong hover:bg-sunken",
  danger: "border-unmet bg-surface text-unmet hover:bg-unmet-soft",
  ghost: "border-transparent bg-transparent text-text-2 hover:bg-sunken hover:text-text",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-[26px] px-2 text-sm",
  md: "h-[30px] px-2.5 text-base",
  lg: "h-9 px-3.5 text-base",
};

const squares: Record<ButtonSize, string> = {
  sm: "size-[26px]",
  md: "size-[30px]",
  lg: "size-9",
};

/** One look for everything that is pressed: buttons, links that look like buttons, triggers. */
export function buttonStyle(
  variant: ButtonVariant = "quiet",
  size: ButtonSize = "md",
  square = false,
): string {
  return cx(
    "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    "max-sm:min-h-9",
    square && "max-sm:min-w-9",
    variants[variant],
    square ? squares[size] : sizes[size],
    variant === "solid" && "font-semibold",
  );
}
