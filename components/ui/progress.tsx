"use client";
import { Progress as BaseProgress } from "@base-ui/react/progress";

export type ProgressProps = {
  /** "Replaying calls". */
  label: string;
  /** 0 to 100; null while nobody knows. */
  value: number | null;
  /** "12,400 of 19,366". */
  note?: string;
};

/** Long work says how far it is. */
export function Progress({ label, value, note }: ProgressProps) {
  return (
    <BaseProgress.Root value={value} className="flex flex-col gap-1">
      <div className="flex justify-between gap-3 text-sm">
        <BaseProgress.Label>{label}</BaseProgress.Label>
        <span className="text-text-2 tnum">{note}</span>
      </div>
      <BaseProgress.Track className="h-1.5 overflow-clip rounded-full bg-line">
        <BaseProgress.Indicator className="block h-full bg-accent data-indeterminate:w-1/3 data-indeterminate:skeleton-pulse" />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
