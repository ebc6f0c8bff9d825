"use client";
import { Button } from "#components/ui/button";
import { CsvLink } from "#components/ui/csv-link";
import { LinkButton } from "#components/ui/link-button";
import { PageActions } from "#components/ui/page-actions";
import { Select } from "#components/ui/select";
import { SavedViewsMenu } from "#components/views/saved-views-menu";
import { formatCount, formatNumber } from "#lib/core/format";
import { portfolioSearch } from "#lib/portfolio/query-options";
import { type Grouping, groupings, type Measure, measures, type Sort } from "#lib/portfolio/schema";
import { isNarrowed, type PortfolioParams, searchOf, unnarrowed, viewQueryOf } from "./search-params.tsx";

const groupWords: Record<Grouping, string> = { team: "team", verdict: "verdict", stakes: "stakes" };

/** Each measure as it is asked for most: names from A, figures from the largest, dates from the nearest. */
const sortWords: Record<Measure, { first: Sort; label: string }> = {
  name: { first: "name", label: "name" },
  team: { first: "team", label: "team" },
  stakes: { first: "stakes", label: "stakes" },
  met: { first: "-met", label: "most met" },
  cents: { first: "-cents", label: "dearest, 24 h" },
  cents30d: { first: "-cents30d", label: "dearest, 30 days" },
  unpriced: { first: "-unpriced", label: "most unpriced" },
  interactions: { first: "-interactions", label: "most interactions" },
  stale: { first: "stale", label: "stale soonest" },
  eroded: { first: "-eroded", label: "most eroded" },
  telemetry: { first: "telemetry", label: "silent longest" },
};

const turned: Record<Measure, string> = {
  name: "name, from Z",
  team: "team, from Z",
  stakes: "stakes, low first",
  met: "least met",
  cents: "cheapest, 24 h",
  cents30d: "cheapest, 30 days",
  unpriced: "least unpriced",
  interactions: "fewest interactions",
  stale: "stale last",
  eroded: "least eroded",
  telemetry: "heard of last",
};

const measureOf = (sort: Sort) => sort.replace("-", "") as Measure;

export type ListBarProps = {
  params: PortfolioParams;
  matching: number;
  total: number;
  /** The saved view that was applied last. */
  view: string | null;
  canRegister: boolean;
  onChange: (change: Record<string, string | null>) => void;
  onApply: (view: { id: string; query: string }) => void;
};

/** Between the filters and the table: how many there are, how they are arranged, and what can be made of them. */
export function ListBar({ params, matching, total, view, canRegister, onChange, onApply }: ListBarProps) {
  const measure = measureOf(params.sort);
  // The direction that a head was clicked to has its place among the choices too.
  const sorts = measures.map((one) =>
    one === measure && params.sort !== sortWords[one].first
      ? { value: params.sort, label: turned[one] }
      : { value: sortWords[one].first, label: sortWords[one].label },
  );
  const csv = portfolioSearch(searchOf(params));
  csv.set("format", "csv");
  const narrowed = isNarrowed(params);
  return (
    <div className="mb-1.5 flex flex-wrap items-center justify-between gap-2">
      <p className="flex items-center gap-2 text-text-2 tnum" aria-live="polite">
        {narrowed || matching !== total
          ? `${formatNumber(matching)} of ${formatCount(total, "feature")}`
          : formatCount(total, "feature")}
        {narrowed && (
          <Button size="sm" variant="ghost" onClick={() => onChange(unnarrowed)}>
            Clear filters
          </Button>
        )}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          look="filter"
          prefix="Group: "
          aria-label="Group"
          options={[
            { value: "", label: "none" },
            ...groupings.map((value) => ({ value, label: groupWords[value] })),
          ]}
          value={params.group}
          onChange={(group) => onChange({ group: group === "" ? null : group })}
        />
        <Select
          look="filter"
          prefix="Sort: "
          aria-label="Sort"
          options={sorts}
          value={params.sort}
          onChange={(sort) => onChange({ sort: sort === "name" ? null : sort })}
        />
        <CsvLink href={`/api/v1/features?${csv}`} />
        <SavedViewsMenu page="portfolio" query={viewQueryOf(params)} applied={view} onApply={onApply} />
        {canRegister && (
          <PageActions place="list">
            <LinkButton href="/features/new" variant="solid">
              Register feature
            </LinkButton>
          </PageActions>
        )}
      </div>
    </div>
  );
}
