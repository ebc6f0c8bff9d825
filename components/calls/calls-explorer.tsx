"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useRowShortcuts } from "#components/shell/use-row-shortcuts";
import { CsvLink } from "#components/ui/csv-link";
import { useViewerZone } from "#components/ui/time";
import { SavedViewsMenu } from "#components/views/saved-views-menu";
import { queryOf, summaryView } from "#lib/telemetry/filters-schema";
import { callSummaryOptions, listCsvHref } from "#lib/telemetry/query-options";
import { callColumnSpecs } from "./call-columns.tsx";
import { CallsChart } from "./calls-chart.tsx";
import { CallsList } from "./calls-list.tsx";
import { chosenColumns, columnsWord, type Surroundings } from "./chosen-columns.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { ExplorerFilters } from "./explorer-filters.tsx";
import { interactionColumnSpecs } from "./interaction-columns.tsx";
import { InteractionsList } from "./interactions-list.tsx";
import { LevelSwitch } from "./level-switch.tsx";
import { LiveSwitch } from "./live-switch.tsx";
import { useExplorer } from "./use-explorer.ts";

export type CallsExplorerProps = {
  /** The feature whose calls are shown; null for all. */
  slug: string | null;
};

/** Calls or interactions, narrowed by filters that are in the address. */
export function CallsExplorer({ slug }: CallsExplorerProps) {
  const explorer = useExplorer();
  const { view, address, change, setLevel, savedView } = explorer;
  const { level } = view;
  const zone = useViewerZone();
  const [live, setLive] = useState(false);
  const following = live && level === "calls" && view.to === undefined;
  const summary = useQuery({
    ...callSummaryOptions(slug, summaryView(view)),
    ...(following ? { refetchInterval: 15_000 } : {}),
  });
  useRowShortcuts("explorer");
  const around: Surroundings = {
    all: slug === null,
    environments: summary.data?.facets.environment?.length ?? 0,
  };
  const columns = chosenColumns(level, view.columns, around);
  const specs: Record<string, { label: string }> =
    level === "calls" ? callColumnSpecs : interactionColumnSpecs;
  const exact =
    summary.data?.notCounted.length === 0 &&
    !summary.isPlaceholderData &&
    view.period !== "1h" &&
    !view.from &&
    !view.to;
  const filters = <ExplorerFilters explorer={explorer} summary={summary.data} all={slug === null} />;
  const bar = (switcher: React.ReactNode) => (
    <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
      <LevelSwitch level={level} onChange={setLevel} />
      <div className="flex flex-wrap items-center gap-2">
        {switcher}
        <ColumnMenu
          level={level}
          columns={columns}
          labelOf={(column) => specs[column]?.label ?? column}
          around={around}
          onChange={(word) => change({ columns: word })}
        />
        <CsvLink href={listCsvHref(slug, { ...view, columns: columnsWord(columns) })} />
        <SavedViewsMenu
          page={slug === null ? "calls" : "feature-calls"}
          query={queryOf(address)}
          applied={savedView}
          onApply={explorer.apply}
        />
      </div>
    </div>
  );
  const chart = <CallsChart query={summary} zone={zone} change={change} />;
  if (level === "interactions") {
    return (
      <div>
        {bar(null)}
        {filters}
        {chart}
        <InteractionsList slug={slug} explorer={explorer} columns={columns} />
      </div>
    );
  }
  return (
    <CallsList
      slug={slug}
      explorer={explorer}
      columns={columns}
      total={exact ? (summary.data?.calls ?? null) : null}
      live={following}
    >
      {(tail) => (
        <>
          {bar(<LiveSwitch on={following} onChange={setLive} disabled={view.to !== undefined} tail={tail} />)}
          {filters}
          {chart}
        </>
      )}
    </CallsList>
  );
}
