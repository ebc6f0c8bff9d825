"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { CsvLink } from "#components/ui/csv-link";
import { FilterBar } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { type CostView, costRanges } from "#lib/cost/schema";

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
};

/** Range and environment as the address has them. The server renders again, because deployments depend on them. */
export function useCostView() {
  return useQueryStates(parsers, { shallow: false, history: "push" });
}

export function CostFilters({ environments, csvHref }: { environments: readonly string[]; csvHref: string }) {
  const [view, setView] = useCostView();
  const known = [...new Set(["production", ...environments, view.environment])];
  return (
    <FilterBar actions={<CsvLink href={csvHref} />}>
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
    </FilterBar>
  );
}
