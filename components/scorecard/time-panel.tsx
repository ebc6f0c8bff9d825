"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChartFrame, LegendLine } from "#components/charts/chart-frame";
import { TimeAxis } from "#components/charts/time-axis";
import { CsvLink } from "#components/ui/csv-link";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { SkeletonChart } from "#components/ui/skeleton";
import { useViewerZone } from "#components/ui/time";
import { formatPercent } from "#lib/core/format";
import { type TimelineDays, timelineDays } from "#lib/scorecard/days-domain";
import { timelineCsvHref, timelineOptions } from "#lib/scorecard/timeline-query-options";
import { axisRows, axisTable, axisTicks, beginnings } from "./prepare-time.ts";

/** What was changed and what followed, on one axis: deployments, the score, trouble, cost and errors. */
export function TimePanel({ slug }: { slug: string }) {
  const zone = useViewerZone();
  const [days, setDays] = useState<TimelineDays>(30);
  const { data, error, isFetching, refetch } = useQuery(timelineOptions(slug, days, zone));
  return (
    <Panel
      title="What changed and what followed"
      id="over-time"
      aside={
        <>
          <Range days={days} onChange={setDays} />
          <CsvLink href={timelineCsvHref(slug, days, zone)} of="the axis" />
        </>
      }
    >
      <div className="min-h-[318px] max-sm:min-h-[430px]">
        {!data && error && <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />}
        {!data && !error && <SkeletonChart height={270} />}
        {data && (
          <ChartFrame
            caption={`Production, last ${days} days. Trouble is an hour in which more interactions failed with no designed response than the limit of ${formatPercent(data.limit, 2)} lets expect; incidents are not recorded yet. Where nothing ran, lines have a gap.`}
            legend={
              <>
                <LegendLine colour="var(--c1)">¢ per interaction</LegendLine>
                <LegendLine colour="var(--c2)">failed calls</LegendLine>
                <span>dashed: a deployment</span>
              </>
            }
            table={axisTable(data, zone)}
          >
            <TimeAxis
              label={`Last ${days} days`}
              axis={{ from: Date.parse(data.from), to: Date.parse(data.to) }}
              ticks={axisTicks(data, zone)}
              rows={axisRows(data, slug, zone)}
              marks={beginnings(data).map(({ from }) => Date.parse(from))}
            />
          </ChartFrame>
        )}
      </div>
    </Panel>
  );
}

function Range({ days, onChange }: { days: TimelineDays; onChange: (days: TimelineDays) => void }) {
  return (
    <fieldset className="flex" data-no-print="">
      <legend className="sr-only">How far back</legend>
      {timelineDays.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === days}
          onClick={() => onChange(one)}
          className="h-[26px] border border-line px-2 text-sm text-text-2 first-of-type:rounded-l-md last-of-type:rounded-r-md not-first-of-type:border-l-0 hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-semibold aria-pressed:text-text max-sm:min-h-9"
        >
          {one} days
        </button>
      ))}
    </fieldset>
  );
}
