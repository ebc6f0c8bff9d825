"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { Histogram } from "#components/charts/histogram";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonChart } from "#components/ui/skeleton";
import { formatNumber } from "#lib/core/format";
import type { CallSummary } from "#lib/telemetry/explorer-answers-schema";
import { histogramCaption, prepareHistogram } from "./prepare-histogram.ts";
import type { Explorer } from "./use-explorer.ts";

type Props = { query: UseQueryResult<CallSummary>; zone: string; change: Explorer["change"] };

/** Calls over the period; choosing bars narrows it to them. */
export function CallsChart({ query, zone, change }: Props) {
  if (query.isPending) return <SkeletonChart height={150} />;
  if (!query.data) {
    return (
      <ErrorState
        title="The counts could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
        pending={query.isFetching}
      />
    );
  }
  const bars = prepareHistogram(query.data, zone);
  if (bars.length === 0) return null;
  const iso = (at: number) => new Date(at).toISOString();
  return (
    <div className="mb-3">
      <Histogram
        bars={bars}
        caption={histogramCaption(query.data, zone)}
        words={{ plain: "ok", marked: "error" }}
        write={(count) => formatNumber(count)}
        onRange={(from, to) => change({ from: iso(from), to: iso(to), period: null })}
      />
      {!query.data.facetsComplete && (
        <p className="text-sm text-text-2">
          There are more combinations of values than are counted; rare ones are not offered by the filters.
        </p>
      )}
    </div>
  );
}
