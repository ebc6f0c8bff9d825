import Link from "next/link";
import type { ReactNode } from "react";

export type Stat = {
  label: string;
  value: ReactNode;
  /** Beside the figure: a sparkline. */
  mark?: ReactNode;
  note?: ReactNode;
  href?: string;
};

/** A few figures in one panel, divided by hairlines. */
export function StatStrip({ stats, label }: { stats: readonly Stat[]; label: string }) {
  return (
    <section
      aria-label={label}
      className="grid overflow-clip rounded-lg border border-line bg-line shadow-sm max-sm:grid-cols-2 sm:auto-cols-fr sm:grid-flow-col"
      style={{ gap: 1 }}
    >
      {stats.map((stat) => (
        <div key={stat.label} className="relative min-w-0 bg-surface px-4 py-3">
          <div className="truncate text-sm text-text-2">
            {stat.href ? (
              <Link href={stat.href} className="rounded-sm after:absolute after:inset-0 hover:underline">
                {stat.label}
              </Link>
            ) : (
              stat.label
            )}
          </div>
          <div className="flex items-center gap-2 whitespace-nowrap font-semibold text-xl tnum">
            {stat.value}
            {stat.mark}
          </div>
          {stat.note && <div className="text-sm text-text-2">{stat.note}</div>}
        </div>
      ))}
    </section>
  );
}
