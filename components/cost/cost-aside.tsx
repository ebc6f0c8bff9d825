"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { BandFigure } from "#components/charts/band-figure";
import { Panel } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { TextLink } from "#components/ui/text-link";
import { useViewerZone } from "#components/ui/time";
import { costOptions } from "#lib/cost/query-options";
import { bandPoints, centsText, digitsFor } from "./prepare-cost.ts";

export type CostAsideProps = {
  slug: string;
  /** Deployments of the last 30 days in production. */
  deployments: readonly { effectiveAt: string; name: string }[];
};

/** Cents per interaction over the last 30 days, at the side of the scorecard. */
export function CostAside({ slug, deployments }: CostAsideProps) {
  const zone = useViewerZone();
  const { data } = useQuery({
    ...costOptions(slug, { range: "30d", environment: "production" }, zone),
    // The server drew UTC days; those of the reader's zone take their place when they are there.
    placeholderData: keepPreviousData,
  });
  if (!data) return <SkeletonPanel lines={8} />;
  const { p50, p95 } = data.centsPerInteraction;
  const points = bandPoints(data, zone);
  const from = Date.parse(data.from);
  return (
    <Panel
      title="¢ per interaction"
      aside={p50 === null ? "no data" : `${centsText(p50)} · p95 ${centsText(p95)}`}
    >
      {data.calls === 0 ? (
        <p className="text-text-2">No calls in production in the last 30 days.</p>
      ) : (
        <BandFigure
          points={points}
          marks={deployments
            .filter((one) => Date.parse(one.effectiveAt) >= from)
            .map((one) => ({ at: Date.parse(one.effectiveAt), label: one.name }))}
          caption="Median and 95th percentile per day, last 30 days, production."
          unit="¢"
          digits={digitsFor(points)}
        />
      )}
      <p className="mt-2 text-sm">
        <TextLink href={`/features/${slug}/cost`} arrow>
          Cost
        </TextLink>
      </p>
    </Panel>
  );
}
