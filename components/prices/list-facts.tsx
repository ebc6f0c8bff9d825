import { AlertTriangle } from "lucide-react";
import { StatStrip } from "#components/ui/stat-strip";
import { formatDate, formatNumber } from "#lib/core/format";
import type { PriceListAnswer } from "#lib/cost/price-schema";

/** How old the price list is, and what that means. */
export function ListFacts({ list }: { list: PriceListAnswer }) {
  const unpriced = list.unpriced.reduce((sum, row) => sum + row.unpricedCalls, 0);
  const days = `${formatNumber(list.ageDays)} ${list.ageDays === 1 ? "day" : "days"} old`;
  const newest = list.newestChangeAt ? formatDate(list.newestChangeAt, "UTC") : "none";
  return (
    <div className="flex flex-col gap-3">
      <StatStrip
        label="The price list"
        stats={[
          { label: "Price list", value: list.list.split("@")[1] ?? list.list, note: list.list.split("@")[0] },
          {
            label: "Published",
            value: days,
            note: `${formatDate(list.publishedAt, "UTC")}; newest dated price: ${newest}`,
          },
          {
            label: "Models",
            value: formatNumber(list.models),
            note: `of ${list.providers} providers`,
          },
          { label: "Unpriced calls", value: formatNumber(unpriced), note: "last 30 days" },
        ]}
      />
      {list.old && (
        <p className="flex gap-2 rounded-md border border-line bg-stale-soft px-3 py-2">
          <AlertTriangle size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-stale" />
          <span>
            The list cannot know of prices that changed after {formatDate(list.publishedAt, "UTC")}. Update
            Threshold, or add an own price for a model whose price has changed.
          </span>
        </p>
      )}
    </div>
  );
}
