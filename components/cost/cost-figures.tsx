import { StatStrip } from "#components/ui/stat-strip";
import { TextLink } from "#components/ui/text-link";
import { formatCount, formatNumber, formatPercent } from "#lib/core/format";
import type { CostReport } from "#lib/cost/schema";
import {
  centsText,
  changeText,
  costSentence,
  totalText,
  unpricedSentence,
  zeroCostSentence,
} from "./prepare-cost.ts";

/** The calls of the same range and environment that have no price. */
function unpricedCallsHref(slug: string, { environment, from, to }: CostReport): string {
  return `/features/${slug}/calls?${new URLSearchParams({ environment, from, priced: "no", to })}`;
}

/** The cost in a sentence, what it leaves out, and its figures beside those of the range before. */
export function CostFigures({ slug, report, unit }: { slug: string; report: CostReport; unit: string }) {
  const { mean, p50, p95, p99 } = report.centsPerInteraction;
  const before = report.previous.centsPerInteraction;
  const unpriced = unpricedSentence(report);
  const zero = zeroCostSentence(report, unit);
  return (
    <>
      <p>{costSentence(report, unit)}</p>
      {unpriced && (
        <p role="note" className="rounded-md bg-stale-soft px-3 py-2 text-stale">
          {unpriced}{" "}
          <span className="inline-flex flex-wrap gap-x-4">
            <TextLink href={unpricedCallsHref(slug, report)} arrow>
              See these calls
            </TextLink>
            <TextLink href="/prices" arrow>
              Add a price
            </TextLink>
          </span>
        </p>
      )}
      {zero && (
        <p role="note" className="text-text-2">
          {zero}
        </p>
      )}
      <StatStrip
        label="Cost per interaction"
        stats={[
          { label: "Median", value: centsText(p50), note: changeText(p50, before.p50) },
          { label: "Mean", value: centsText(mean), note: changeText(mean, before.mean) },
          {
            label: "p95",
            value: centsText(p95),
            note: p99 === null ? "no interaction shows a price" : `p99 ${centsText(p99)}`,
          },
          {
            label: "Retries and fallbacks",
            value: centsText(report.repeatsCentsPerInteraction),
            note: "their part of the mean",
          },
          {
            label: "Total",
            value: totalText(report),
            note:
              report.coverage === null
                ? "nothing to price"
                : `${formatPercent(report.coverage)} of calls priced`,
          },
          {
            label: "Interactions",
            value: formatNumber(report.interactions),
            note: formatCount(report.calls, "call"),
          },
        ]}
      />
    </>
  );
}
