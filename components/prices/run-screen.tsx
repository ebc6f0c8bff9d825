"use client";
import { useQuery } from "@tanstack/react-query";
import { CsvLink } from "#components/ui/csv-link";
import { DataList } from "#components/ui/data-list";
import { PageHeader } from "#components/ui/page-header";
import { Panel } from "#components/ui/panel";
import { Progress } from "#components/ui/progress";
import { StatStrip } from "#components/ui/stat-strip";
import { Time } from "#components/ui/time";
import { formatNumber } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import { isUnderWay, runOptions } from "#lib/telemetry/repricing-query-options";
import type { RunAnswer } from "#lib/telemetry/repricing-schema";
import { DifferenceTable } from "./difference-table.tsx";
import { MoneyChange } from "./money-change.tsx";
import { changeInWords } from "./price-words.ts";
import { RunActions } from "./run-actions.tsx";
import { RunStatus } from "./run-status.tsx";
import { periodInWords } from "./run-table.tsx";

type Props = { initial: RunAnswer; zone: string; mayChange: boolean };

export function RunScreen({ initial, zone, mayChange }: Props) {
  const { data: run } = useQuery({ ...runOptions(initial.id), initialData: initial });
  const total = run.applied ?? run.preview;
  // Nothing was looked at yet: zeros would be a claim.
  const known = total.calls > 0 || !isUnderWay(run);
  const sentence = isUnderWay(run)
    ? run.status === "previewing"
      ? "The preview is being computed; nothing is changed by it."
      : "The calls are being priced anew. You can leave this page: the run goes on."
    : changeInWords(total, run.applied !== null);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings", href: "/settings" },
          { label: "Prices", href: "/prices" },
          { label: "Re-pricing" },
        ]}
        title={`${run.feature?.name ?? "Every feature"}, ${periodInWords(run, zone)}`}
        mark={<RunStatus status={run.status} />}
        sentence={run.problem ?? sentence}
        actions={
          <>
            <CsvLink href={`/api/v1/prices/repricing/${run.id}?format=csv`} />
            {mayChange && <RunActions run={run} />}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {isUnderWay(run) && (
          <Progress
            label={run.status === "previewing" ? "Computing the preview" : "Pricing calls anew"}
            value={run.progress.of === 0 ? null : (100 * run.progress.calls) / run.progress.of}
            note={`${formatNumber(run.progress.calls)} of ${formatNumber(run.progress.of)} calls`}
          />
        )}
        <StatStrip
          label={run.applied ? "What was changed" : "What would change"}
          stats={[
            {
              label: "Before",
              value: known ? formatUsd(nanoOfUsd(total.beforeUsd)) : "—",
              note: known ? `${formatNumber(total.unpricedBefore)} unpriced` : undefined,
            },
            {
              label: "After",
              value: known ? formatUsd(nanoOfUsd(total.afterUsd)) : "—",
              note: known ? `${formatNumber(total.unpricedAfter)} unpriced` : undefined,
            },
            { label: "Difference", value: known ? <MoneyChange usd={total.differenceUsd} /> : "—" },
            {
              label: run.applied ? "Calls changed" : "Calls that change",
              value: known ? formatNumber(total.changedCalls) : "—",
              note: known ? `of ${formatNumber(total.calls)}` : undefined,
            },
          ]}
        />
        <Panel title={run.applied ? "Changed, by model" : "Preview, by model"} flush>
          {run.rows.length === 0 ? (
            <p className="px-3.5 py-3 text-text-2">
              {isUnderWay(run) ? "No call was looked at yet." : "There is no call in this period."}
            </p>
          ) : (
            <div className="max-sm:px-3.5">
              <DifferenceTable rows={run.rows} />
            </div>
          )}
        </Panel>
        <Panel title="Record">
          <RunRecord run={run} />
        </Panel>
      </div>
    </>
  );
}

function RunRecord({ run }: { run: RunAnswer }) {
  const items = [
    { term: "Reason", description: run.reason },
    {
      term: "Previewed",
      description: (
        <>
          <Time at={run.createdAt} /> by {run.createdBy}
        </>
      ),
    },
  ];
  if (run.startedAt)
    items.push({
      term: "Applied",
      description: (
        <>
          <Time at={run.startedAt} /> by {run.appliedBy ?? "nobody"}
        </>
      ),
    });
  if (run.finishedAt) items.push({ term: "Ended", description: <Time at={run.finishedAt} /> });
  if (run.applied)
    items.push({
      term: "The preview said",
      description: `${formatNumber(run.preview.changedCalls)} calls, ${formatUsd(nanoOfUsd(run.preview.beforeUsd))} before and ${formatUsd(nanoOfUsd(run.preview.afterUsd))} after`,
    });
  return <DataList items={items} />;
}
