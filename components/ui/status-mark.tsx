import { CheckCircle2, CircleDashed, CircleSlash2, Clock, XCircle } from "lucide-react";
import { cx } from "#lib/core/class-names";
import { type Status, statusWord } from "./status.tsx";

const icons = {
  met: CheckCircle2,
  unmet: XCircle,
  stale: Clock,
  unknown: CircleDashed,
  waived: CircleSlash2,
} as const;

export const statusColour: Record<Status, string> = {
  met: "text-met",
  unmet: "text-unmet",
  stale: "text-stale",
  unknown: "text-unknown",
  waived: "text-waived",
};

export type StatusMarkProps = {
  status: Status;
  /** Say another word than the status's own ("expired", "until 9 Feb"). */
  word?: string;
  /** The word stands elsewhere on the line: keep it for screen readers only. */
  iconOnly?: boolean;
  size?: number;
};

/** An icon and a word, never colour alone. */
export function StatusMark({ status, word, iconOnly = false, size = 16 }: StatusMarkProps) {
  const Icon = icons[status];
  const text = word ?? statusWord[status];
  return (
    <span className={cx("inline-flex items-center gap-1.5 whitespace-nowrap", statusColour[status])}>
      {status === "met" ? (
        <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="shrink-0">
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path
            d="m4.9 8.3 2.1 2.1 4.1-4.5"
            fill="none"
            stroke="var(--surface)"
            strokeWidth="1.7"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      ) : (
        <Icon size={size} strokeWidth={2} aria-hidden="true" className="shrink-0" />
      )}
      <span className={iconOnly ? "sr-only" : "font-medium"}>{text}</span>
    </span>
  );
}
