"use client";
import { useQuery } from "@tanstack/react-query";
import { BandChart } from "#components/charts/band-chart";
import { CsvLink } from "#components/ui/csv-link";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { formatNumber } from "#lib/core/format";
import { costCsv } from "#lib/cost/cost-href";
import { costOptions } from "#lib/cost/query-options";
import type { CostReport } from "#lib/cost/schema";
import { CostFigures } from "./cost-figures.tsx";
import { CostFilters, rangeWords, useCostView } from "./cost-filters.tsx";
import { CostSkeleton } from "./cost-skeleton.tsx";
import { type CostDeployment, DeploymentList } from "./deployment-list.tsx";
import { LatencyPanel } from "./latency-panel.tsx";
import { bandPoints, digitsFor } from "./prepare-cost.ts";
import { SplitPanel } from "./split-panel.tsx";
import { TokenPanel } from "./token-panel.tsx";

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
  const { view, zone } = useCostView();
  const { data, error, isPending, isFetching, refetch } = useQuery(costOptions(slug, view, zone));
  return (
    <div className="flex flex-col gap-3">
      <CostFilters environments={environments} />
      {isPending && <CostSkeleton />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />}
      {data && data.calls === 0 && data.interactions === 0 && (
        <EmptyState title={`No calls in the ${rangeWords(view.range)}`}>
          There is telemetry of this feature, but no call of it in {view.environment} in this range. Choose a
          longer range or another environment.
        </EmptyState>
      )}
      {data && (data.calls > 0 || data.interactions > 0) && (
        <CostPanels slug={slug} report={data} unit={unit} deployments={deployments} />
      )}
    </div>
  );
}

type CostPanelsProps = Pick<CostScreenProps, "slug" | "unit" | "deployments"> & { report: CostReport };

function CostPanels({ slug, report, unit, deployments }: CostPanelsProps) {
  const { view, zone } = useCostView();
  const points = bandPoints(report, zone);
  const from = Date.parse(report.from);
  const shown = deployments.filter(({ effectiveAt }) => Date.parse(effectiveAt) >= from).toReversed();
  return (
    <>
      <CostFigures slug={slug} report={report} unit={unit} />
      <Panel
        title="Cents per interaction"
        aside={
          <>
            <span className="max-sm:hidden">{rangeWords(view.range)}</span>
            <CsvLink href={costCsv(slug, view, zone, "series")} />
          </>
        }
      >
        <BandChart
          points={points}
          marks={shown.map(({ effectiveAt, name }) => ({ at: Date.parse(effectiveAt), label: name }))}
          caption={`Median, mean and 95th percentile of fully priced interactions per ${report.grain}, ${zone}; percentiles within 2 %. Dashed: deployments.`}
          unit="¢"
          digits={digitsFor(points)}
          height={220}
          emptyText="No interaction shows a price"
        />
      </Panel>
      <SplitPanel slug={slug} report={report} unit={unit} />
      <LatencyPanel slug={slug} />
      <div className="grid gap-3 lg:grid-cols-2">
        <TokenPanel tokens={report.tokens} />
        <Panel title="Deployments" aside={formatNumber(shown.length)}>
          <DeploymentList deployments={shown} />
        </Panel>
      </div>
    </>
  );
}
