import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";

export type BadgeTone = "plain" | "outline" | "accent" | "met" | "stale" | "unmet" | "unknown" | "waived";

const tones: Record<BadgeTone, string> = {
  plain: "border-transparent bg-sunken text-text-2",
  outline: "border-line bg-surface text-text-2",
  accent: "border-transparent bg-accent-soft text-accent",
  met: "border-transparent bg-met-soft text-met",
  stale: "border-transparent bg-stale-soft text-stale",
  unmet: "border-transparent bg-unmet-soft text-unmet",
  unknown: "border-transparent bg-unknown-soft text-text-2",
  waived: "border-transparent bg-waived-soft text-waived",
};

export function Badge({
  tone = "plain",
  icon,
  children,
}: {
  tone?: BadgeTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs",
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
