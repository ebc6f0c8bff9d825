import { cx } from "#lib/core/class-names";
import { type Status, statusWord } from "./status.tsx";

const shape: Record<Status, string> = {
  met: "bg-met",
  stale: "border border-stale bg-[linear-gradient(to_top,var(--stale)_50%,var(--stale-soft)_50%)]",
  unmet: "border-2 border-unmet",
  unknown: "border border-dashed border-text-3",
  waived: "bg-waived rotate-45",
};

/** A 7 px mark beside a word that says what it belongs to; told apart by shape as the strip is. */
export function StatusDot({ status }: { status: Status }) {
  return (
    <>
      <span
        aria-hidden="true"
        className={cx("inline-block size-[7px] shrink-0 rounded-[2px]", shape[status])}
      />
      <span className="sr-only">{statusWord[status]}: </span>
    </>
  );
}
