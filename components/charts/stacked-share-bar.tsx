import { cx } from "#lib/core/class-names";
import { formatPercent } from "#lib/core/format";

export type Share = {
  key: string;
  label: string;
  /** Of the whole, 0 to 1. */
  fraction: number;
  /** The amount in words: "$ 214.20". */
  value?: string;
  tone: "c1" | "c2" | "c3" | "c4" | "unknown";
};

export type StackedShareBarProps = {
  /** "Where the cost goes". */
  label: string;
  shares: readonly Share[];
};

const fills: Record<Share["tone"], string> = {
  c1: "bg-c1",
  c2: "bg-c2",
  c3: "bg-c3",
  c4: "bg-c4",
  unknown: "bg-[repeating-linear-gradient(135deg,var(--text-3)_0_2px,var(--unknown-soft)_2px_6px)]",
};

/** One bar that sums to the whole, and beneath it the same as a list with names and figures. */
export function StackedShareBar({ label, shares }: StackedShareBarProps) {
  return (
    <figure>
      <figcaption className="sr-only">{label}</figcaption>
      <div aria-hidden="true" className="flex h-3.5 gap-0.5 overflow-clip rounded-sm bg-sunken">
        {shares
          .filter((share) => share.fraction > 0)
          .map((share) => (
            <div
              key={share.key}
              title={`${share.label}: ${formatPercent(share.fraction)}`}
              className={cx("min-w-[3px]", fills[share.tone])}
              style={{ flexGrow: share.fraction, flexBasis: 0 }}
            />
          ))}
      </div>
      <ul className="mt-2 flex flex-col gap-1">
        {shares.map((share) => (
          <li key={share.key} className="flex items-center gap-2">
            <span aria-hidden="true" className={cx("size-2.5 shrink-0 rounded-[2px]", fills[share.tone])} />
            <span className="min-w-0 flex-1 truncate">{share.label}</span>
            {share.value && <span className="text-text-2 tnum">{share.value}</span>}
            <span className="w-16 text-right font-medium tnum">{formatPercent(share.fraction)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
