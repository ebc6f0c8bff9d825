import type { ComponentPropsWithRef } from "react";
import { cx } from "#lib/core/class-names";
import { characteristicLetter, type StripCell } from "./status.tsx";

/** Shapes, not only colours: filled, soft with a bar at the foot, hollow with a 2 px edge, dashed. */
const shape: Record<StripCell["status"], string> = {
  met: "bg-met text-surface",
  stale: "border border-stale bg-stale-soft text-stale shadow-[inset_0_-3px_0_var(--stale)] pb-[2px]",
  unmet: "border-2 border-unmet bg-surface text-unmet",
  unknown: "border border-dashed border-text-3 bg-transparent text-text-3 font-semibold",
};

export type StripCellMarkProps = ComponentPropsWithRef<"span"> & { cell: StripCell; size: 18 | 22 };

/** One cell of the strip, also used alone at the head of a characteristic's panel. */
export function StripCellMark({ cell, size, className, ...rest }: StripCellMarkProps) {
  return (
    <span
      {...rest}
      data-status={cell.status}
      className={cx(
        "inline-grid shrink-0 select-none place-items-center rounded-sm font-bold leading-none",
        size === 18 ? "size-[18px] text-[10px]" : "size-[22px] text-sm leading-none",
        shape[cell.status],
        className,
      )}
    >
      {characteristicLetter[cell.key]}
    </span>
  );
}
