import { Kbd } from "#components/ui/kbd";

const mark = "inline-block h-2.5 w-4 rounded-[2px] align-middle";

/** What the bars' shapes mean, and how the keyboard moves. */
export function WaterfallLegend({ gaps, truncated }: { gaps: boolean; truncated: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-3.5 py-2 text-sm text-text-2">
      <span>
        <span aria-hidden="true" className={`${mark} bg-c1`} /> call
      </span>
      <span>
        <span aria-hidden="true" className={`${mark} bg-c2`} /> tool
      </span>
      <span>
        <span aria-hidden="true" className={`${mark} border border-line-strong bg-sunken`} /> structure
      </span>
      <span>
        <span
          aria-hidden="true"
          className={`${mark} bg-[repeating-linear-gradient(135deg,var(--unmet)_0_3px,var(--unmet-soft)_3px_6px)]`}
        />{" "}
        failed
      </span>
      <span>
        <span aria-hidden="true" className="inline-block h-3.5 w-0.5 bg-text align-middle" /> first token
      </span>
      {gaps && <span>Idle time is drawn shorter than it was.</span>}
      {truncated && <span className="font-medium text-text">The first 2,000 spans are shown.</span>}
      <span className="ml-auto max-sm:hidden">
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> move, <Kbd>←</Kbd> <Kbd>→</Kbd> close and open, <Kbd>Enter</Kbd> detail
      </span>
    </div>
  );
}
