"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { FilterBar } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { useViewerZone } from "#components/ui/time";
import { isZone } from "#lib/core/calendar";
import { type CostView, costRanges, splits } from "#lib/cost/schema";

const words: Record<CostView["range"], string> = {
  "24h": "last 24 hours",
  "7d": "last 7 days",
  "30d": "last 30 days",
  "90d": "last 90 days",
};

export const rangeWords = (range: CostView["range"]) => words[range];

const parsers = {
  range: parseAsStringLiteral(costRanges).withDefault("30d"),
  environment: parseAsString.withDefault("production"),
  by: parseAsStringLiteral(splits).withDefault("attempt"),
  tz: parseAsString,
};

/** What the address says, with the zone that days are cut in: the address's, else the viewer's own. */
export function useCostView() {
  const own = useViewerZone();
  // The server renders again, because deployments depend on range and environment.
  const [view, setView] = useQueryStates(parsers, { shallow: false, history: "push" });
  const zone = view.tz !== null && isZone(view.tz) ? view.tz : own;
  return { view, setView, zone };
}

export function CostFilters({ environments }: { environments: readonly string[] }) {
  const { view, setView, zone } = useCostView();
  const own = useViewerZone();
  const known = [...new Set(["production", ...environments, view.environment])];
  const zones = [...new Set([own, "UTC", zone])];
  return (
    <FilterBar>
      <Select
        look="filter"
        aria-label="Range"
        prefix="Range: "
        value={view.range}
        options={costRanges.map((value) => ({ value, label: words[value] }))}
        onChange={(value) => void setView({ range: costRanges.find((range) => range === value) ?? "30d" })}
      />
      <Select
        look="filter"
        aria-label="Environment"
        prefix="Environment: "
        value={view.environment}
        options={known.map((value) => ({ value, label: value }))}
        onChange={(environment) => void setView({ environment })}
      />
      <Select
        look="filter"
        aria-label="Zone"
        prefix="Days of: "
        value={zone}
        options={zones.map((value) => ({ value, label: value }))}
        onChange={(value) => void setView({ tz: value === own ? null : value })}
      />
    </FilterBar>
  );
}
