"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { CsvLink } from "#components/ui/csv-link";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { SkeletonTable } from "#components/ui/skeleton";
import { cx } from "#lib/core/class-names";
import { formatNumber } from "#lib/core/format";
import { changesOptions } from "#lib/portfolio/query-options";
import type { PortfolioSummary } from "#lib/portfolio/schema";
import { ErodedList } from "./eroded-list.tsx";
import { type PanelKey, panels } from "./search-params.tsx";
import { StaleList } from "./stale-list.tsx";
import { TrendPanel } from "./trend-panel.tsx";

const labels: Record<PanelKey, string> = {
  eroded: "Eroded this week",
  stale: "Going stale in 30 days",
  trend: "Trend, 26 weeks",
};

export type ChangesSectionProps = {
  summary: PortfolioSummary;
  open: PanelKey | "";
  onOpen: (panel: PanelKey | null) => void;
};

/** What eroded, what goes stale and how it went: one line of three names until somebody opens one of them. */
export function ChangesSection({ summary, open, onOpen }: ChangesSectionProps) {
  const counts: Partial<Record<PanelKey, number>> = {
    eroded: summary.eroded7d,
    stale: summary.goingStale30d,
  };
  return (
    <section aria-label="What changes" className="mb-4">
      <div className="flex flex-wrap gap-x-1 gap-y-1">
        {panels.map((panel) => {
          const count = counts[panel];
          const isOpen = open === panel;
          return (
            <button
              key={panel}
              type="button"
              aria-expanded={isOpen}
              onClick={() => onOpen(isOpen ? null : panel)}
              className={cx(
                "inline-flex h-[30px] items-center gap-1.5 rounded-md px-2 hover:bg-sunken max-sm:h-10",
                isOpen ? "bg-sunken font-semibold" : "text-text-2",
              )}
            >
              <ChevronRight
                size={13}
                aria-hidden="true"
                className={cx("text-text-3", isOpen && "rotate-90")}
              />
              {labels[panel]}
              {count !== undefined && (
                <span className={cx("tnum", count > 0 ? "font-semibold text-text" : "text-text-3")}>
                  {formatNumber(count)}
                </span>
              )}
            </button>
          );
        })}
      </div>
      {open !== "" && (
        <div className="mt-2">{open === "trend" ? <TrendPanel /> : <ListPanel key={open} list={open} />}</div>
      )}
    </section>
  );
}

function ListPanel({ list }: { list: "eroded" | "stale" }) {
  const changes = useQuery(changesOptions());
  if (changes.isError && !changes.data) {
    return (
      <ErrorState error={changes.error} onRetry={() => void changes.refetch()} pending={changes.isFetching} />
    );
  }
  return (
    <Panel
      title={labels[list]}
      flush
      aside={
        <CsvLink href={`/api/v1/portfolio/changes?format=csv&list=${list}`} of={labels[list].toLowerCase()} />
      }
    >
      <div className="max-h-[360px] overflow-y-auto" data-scrolls="">
        {!changes.data ? (
          <SkeletonTable rows={4} />
        ) : list === "eroded" ? (
          <ErodedList features={changes.data.eroded} />
        ) : (
          <StaleList checks={changes.data.goingStale} keptByTraffic={changes.data.keptByTraffic} />
        )}
      </div>
    </Panel>
  );
}
