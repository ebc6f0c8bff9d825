"use client";
import { Button } from "#components/ui/button";
import { FilterBar } from "#components/ui/filter-bar";
import { MultiFilter } from "#components/ui/multi-filter";
import { SearchInput } from "#components/ui/search-input";
import { Select, type SelectOption } from "#components/ui/select";
import { characteristicName, statusWord } from "#components/ui/status";
import { verdictWord } from "#components/ui/verdict";
import { stakes } from "#lib/features/schema";
import { NO_TEAM, onCallStates } from "#lib/portfolio/schema";
import { characteristicKeys, statuses, verdicts } from "#lib/scorecard/domain";
import { conditionsOf, lifecycleChoices, type PortfolioParams } from "./search-params.tsx";

type Names = "team" | "verdict" | "stakes" | "lifecycle" | "onCall";

export type PortfolioFiltersProps = {
  params: PortfolioParams;
  onChange: (change: Record<string, string | null>) => void;
  teams: readonly { slug: string; name: string }[];
};

const any: SelectOption = { value: "", label: "any" };
const lifecycleLabels: Record<(typeof lifecycleChoices)[number], string> = {
  "in-use": "in use",
  production: "production",
  pilot: "pilot",
  retired: "retired",
  all: "all",
};

const conditions = characteristicKeys.flatMap((key) =>
  statuses.map((status) => ({
    value: `${key}:${status}`,
    label: `${characteristicName[key]} ${statusWord[status]}`,
  })),
);
const onCallLabels: Record<(typeof onCallStates)[number], string> = {
  somebody: "somebody now",
  nobody: "nobody now",
  none: "no rotation",
};

/** Each choice goes into the address at once, so that a view can be sent to somebody. */
export function PortfolioFilters({ params, onChange, teams }: PortfolioFiltersProps) {
  const choice = (name: Names, label: string, options: readonly SelectOption[]) => (
    <Select
      look="filter"
      prefix={`${label}: `}
      aria-label={label}
      options={options}
      value={params[name]}
      onChange={(value) => onChange({ [name]: value === "" ? null : value })}
    />
  );
  const teamOptions = [
    any,
    ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
    { value: NO_TEAM, label: "nobody" },
  ];
  return (
    <FilterBar oneLine>
      <SearchInput
        label="Filter features"
        value={params.q}
        onChange={(q) => onChange({ q: q === "" ? null : q })}
        // All filters in one line at 1440 pixels, with some room for a wider typeface.
        className="sm:w-52"
      />
      {choice("team", "Team", teamOptions)}
      {choice("verdict", "Verdict", [
        any,
        ...verdicts.map((value) => ({ value, label: verdictWord[value] })),
      ])}
      {choice("stakes", "Stakes", [any, ...stakes.map((value) => ({ value, label: value }))])}
      {choice(
        "lifecycle",
        "Lifecycle",
        lifecycleChoices.map((value) => ({ value, label: lifecycleLabels[value] })),
      )}
      {choice("onCall", "On call", [
        any,
        ...onCallStates.map((value) => ({ value, label: onCallLabels[value] })),
      ])}
      <MultiFilter
        label="Characteristic"
        options={conditions}
        values={conditionsOf(params.status)}
        onChange={(values) => onChange({ status: values.length === 0 ? null : values.join(",") })}
      />
      <Button
        aria-pressed={params.eroded === "yes"}
        onClick={() => onChange({ eroded: params.eroded === "yes" ? null : "yes" })}
        className={params.eroded === "yes" ? "border-accent! text-accent" : ""}
      >
        Eroded this week
      </Button>
    </FilterBar>
  );
}
