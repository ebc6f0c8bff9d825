"use client";
import { StackedBars } from "#components/charts/stacked-bars";
import { CsvLink } from "#components/ui/csv-link";
import { Panel } from "#components/ui/panel";
import { Select } from "#components/ui/select";
import { formatUsd } from "#lib/core/money";
import { costCsv } from "#lib/cost/cost-href";
import { type CostReport, splits } from "#lib/cost/schema";
import { useCostView } from "./cost-filters.tsx";
import { splitWords, stackOf } from "./prepare-split.ts";
import { SplitTable } from "./split-table.tsx";

/** Where the cost goes: over time and in sum, by what the address says. */
export function SplitPanel({ slug, report, unit }: { slug: string; report: CostReport; unit: string }) {
  const { view, setView, zone } = useCostView();
  const { parts, points } = stackOf(report, zone);
  const by = report.split?.by ?? view.by;
  const everywhere = by === "environment" ? ", all environments" : "";
  return (
    <Panel
      title="Where the cost goes"
      aside={
        <>
          <Select
            look="filter"
            aria-label="Split by"
            prefix="By "
            value={view.by}
            options={splits.map((value) => ({ value, label: splitWords[value] }))}
            onChange={(value) => void setView({ by: splits.find((split) => split === value) ?? "attempt" })}
          />
          <CsvLink href={costCsv(slug, { ...view, by }, zone, "split")} />
        </>
      }
    >
      <StackedBars
        parts={parts}
        points={points}
        caption={`Dollars per ${report.grain} by ${splitWords[by]}${everywhere}, ${zone}. What has no price is in no bar.`}
        write={(usd) => formatUsd(BigInt(Math.round(usd * 1e9)))}
        height={200}
        emptyText="Nothing of this range has a price"
      />
      <div className="mt-3 border-line border-t pt-1">
        <SplitTable report={report} by={by} unit={unit} />
        <div className="mt-2 flex justify-end">
          <CsvLink href={costCsv(slug, { ...view, by }, zone, by)} of="this table" />
        </div>
      </div>
    </Panel>
  );
}
