"use client";
import { useQuery } from "@tanstack/react-query";
import { ShareColumns } from "#components/charts/share-columns";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { SkeletonChart } from "#components/ui/skeleton";
import { trendOptions } from "#lib/portfolio/query-options";
import { trendColumns, trendParts, trendWords } from "./prepare-trend.ts";

/** How the verdicts of the features in use were divided, week by week over half a year. */
export function TrendPanel() {
  const trend = useQuery(trendOptions());
  if (trend.isError && !trend.data) {
    return <ErrorState error={trend.error} onRetry={() => void trend.refetch()} pending={trend.isFetching} />;
  }
  return (
    <Panel title="Trend, 26 weeks">
      {trend.data ? (
        <ShareColumns
          parts={trendParts}
          columns={trendColumns(trend.data.items, new Date(trend.dataUpdatedAt))}
          caption={trendWords(trend.data.items).sentence}
          of="features in use"
        />
      ) : (
        <SkeletonChart height={190} />
      )}
    </Panel>
  );
}
