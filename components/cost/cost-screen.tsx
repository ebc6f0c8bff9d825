"use client";
import { useQuery } from "@tanstack/react-query";
import { BandChart } from "#components/charts/band-chart";
import { StackedShareBar } from "#components/charts/stacked-share-bar";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { SkeletonChart, SkeletonStats } from "#components/ui/skeleton";
import { StatStrip } from "#components/ui/stat-strip";
import { useViewerZone } from "#components/ui/time";
import { formatCount, formatNumber, formatPercent } from "#lib/core/format";
import { costOptions, costPath } from "#lib/cost/query-options";
import type { CostReport } from "#lib/cost/schema";
import { ByModelTable } from "./by-model-table.tsx";
import { CostFilters, rangeWords, useCostView } from "./cost-filters.tsx";
import { type CostDeployment, DeploymentList } from "./deployment-list.tsx";
import {
  bandPoints,
  centsText,
  costSentence,
  costShares,
  digitsFor,
  totalText,
  unpricedSentence,
} from "./prepare-cost.ts";

export type CostScreenProps = {
  slug: string;
  /** One unit of work in a word: "claim"; "interaction" when the feature names none. */
  unit: string;
  environments: readonly string[];
  /** Of the longest range, in the environment of the address. */
  deployments: readonly CostDeployment[];
};

/** What one interaction of a feature costs, over time and in its parts. */
export function CostScreen({ slug, unit, environments, deployments }: CostScreenProps) {
  const [view] = useCostView();
  const zone = useViewerZone();
  const { data, error, isPending, isFetching, refetch } = useQuery(costOptions(slug, view, zone));
  const csvHref = `/api/v1${costPath(slug, view, zone, new Date(), "csv")}`;
  return (
    <div className="flex flex-col gap-3">
      <CostFilters environments={environments} csvHref={csvHref} />
      {isPending && (
        <div className="flex flex-col gap-3">
          <SkeletonStats />
          <SkeletonChart height={260} />
        </div>
      )}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />}
      {data && data.calls === 0 && (
        <EmptyState title={`No calls in the ${rangeWords(view.range)}`}>
          There is telemetry of this feature, but none in {view.environment} in this range. Choose a longer
          range or another environment.
        </EmptyState>
      )}
      {data && data.calls > 0 && (
        <CostFigures report={data} unit={unit} range={view.range} zone={zone} deployments={deployments} />
      )}
    </div>
  );
}

type CostFiguresProps = {
  report: CostReport;
  unit: string;
  range: ReturnType<typeof useCostView>[0]["range"];
  zone: string;
  deployments: readonly CostDeployment[];
};

function CostFigures({ report, unit, range, zone, deployments }: CostFiguresProps) {
  const { mean, p50, p95, p99 } = report.centsPerInteraction;
  const points = bandPoints(report, range === "24h" ? "hour" : "day", zone);
  const from = Date.parse(report.from);
  const shown = deployments.filter(({ effectiveAt }) => Date.parse(effectiveAt) >= from).toReversed();
  const unpriced = unpricedSentence(report);
  const shares = costShares(report);
  const unknown = "no interaction shows a price";
  return (
    <>
      <p>{costSentence(report, unit)}</p>
      {unpriced && (
        <p role="note" className="rounded-md bg-stale-soft px-3 py-2 text-stale">
          {unpriced}
        </p>
      )}
      <StatStrip
        label="Cost per interaction"
        stats={[
          {
            label: "Median",
            value: centsText(p50),
            note: mean === null ? unknown : `mean ${centsText(mean)}`,
          },
          { label: "p95", value: centsText(p95), note: p99 === null ? unknown : `p99 ${centsText(p99)}` },
          {
            label: "Interactions",
            value: formatNumber(report.interactions),
            note: formatCount(report.calls, "call"),
          },
          {
            label: "Total",
            value: totalText(report),
            note:
              report.coverage === null
                ? "nothing to price"
                : `${formatPercent(report.coverage)} of calls priced`,
          },
        ]}
      />
      <Panel title="Cents per interaction" aside={rangeWords(range)}>
        <BandChart
          points={points}
          marks={shown.map(({ effectiveAt, name }) => ({ at: Date.parse(effectiveAt), label: name }))}
          caption={`Median and 95th percentile of fully priced interactions per ${range === "24h" ? "hour" : "day"}, ${zone}. Dashed: deployments.`}
          unit="¢"
          digits={digitsFor(points)}
          height={220}
        />
      </Panel>
      <div className="grid gap-3 lg:grid-cols-2">
        <Panel title="Where the cost goes" aside={totalText(report)}>
          {shares.length > 0 ? (
            <StackedShareBar label="Cost by first attempt, retry, fallback and tool" shares={shares} />
          ) : (
            <p className="text-text-2">Nothing of it has a price.</p>
          )}
        </Panel>
        <Panel title="Deployments" aside={formatNumber(shown.length)}>
          <DeploymentList deployments={shown} />
        </Panel>
      </div>
      <Panel title="By model" flush>
        <div className="max-sm:px-3.5">
          <ByModelTable report={report} />
        </div>
      </Panel>
    </>
  );
}
