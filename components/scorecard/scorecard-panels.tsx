"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonPanel } from "#components/ui/skeleton";
import { Time } from "#components/ui/time";
import { characteristicKeys } from "#lib/scorecard/domain";
import { scorecardOptions } from "#lib/scorecard/query-options";
import { CharacteristicPanel } from "./characteristic-panel.tsx";

/** The six characteristics with their checks, as judged a moment ago. */
export function ScorecardPanels({ slug }: { slug: string }) {
  const { data, error, isPending, isFetching, refetch } = useQuery(scorecardOptions(slug));
  if (isPending) {
    return (
      <>
        {characteristicKeys.map((key) => (
          <SkeletonPanel key={key} lines={5} />
        ))}
      </>
    );
  }
  if (!data) {
    return <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />;
  }
  return (
    <>
      {data.characteristics.map((characteristic) => (
        <CharacteristicPanel key={characteristic.key} slug={slug} characteristic={characteristic} />
      ))}
      <p className="text-sm text-text-2">
        Judged by criteria {data.criteria} on <Time at={data.evaluatedAt} precision="second" />. Inputs{" "}
        <code className="font-mono" title={data.inputDigest}>
          {data.inputDigest.slice(0, 12)}
        </code>
        .
      </p>
    </>
  );
}
