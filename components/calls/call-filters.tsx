"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useState } from "react";
import { CsvLink } from "#components/ui/csv-link";
import { FilterBar } from "#components/ui/filter-bar";
import { SearchInput } from "#components/ui/search-input";
import { Select, type SelectOption } from "#components/ui/select";
import {
  attempts,
  type CallFacets,
  type CallView,
  callFilters,
  callStatuses,
  callView,
  UNREGISTERED,
} from "#lib/telemetry/schema";

const parsers = {
  feature: parseAsString,
  environment: parseAsString,
  operation: parseAsString,
  provider: parseAsString,
  model: parseAsString,
  release: parseAsString,
  attempt: parseAsStringLiteral(attempts),
  status: parseAsStringLiteral(callStatuses),
  priced: parseAsStringLiteral(["yes", "no"] as const),
};

/** The filters as the address has them, and how to change one; a null takes it away. */
export function useCallView() {
  const [state, setState] = useQueryStates(parsers, { history: "push" });
  // What the server does not understand it leaves out; the same here, or both would ask for different calls.
  const view = callView.parse(
    Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null)),
  );
  return [view, setState] as const;
}

const ANY = "";
const any: SelectOption = { value: ANY, label: "any" };
const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export type FeatureChoice = { slug: string; name: string };

export type CallFiltersProps = {
  facets: CallFacets;
  /** To choose from on the page over all features; absent on a feature's own. */
  features?: readonly FeatureChoice[];
  csvHref: string;
};

export function CallFilters({ facets, features, csvHref }: CallFiltersProps) {
  const [view, setView] = useCallView();
  const choice = (
    name: Exclude<keyof CallView, "release">,
    label: string,
    options: readonly SelectOption[],
  ) => (
    <Select
      key={name}
      look="filter"
      aria-label={label}
      prefix={`${label}: `}
      value={view[name] ?? ANY}
      options={[any, ...options]}
      onChange={(value) => void setView({ [name]: value === ANY ? null : value })}
    />
  );
  // A filter with one value to choose narrows nothing.
  const choiceOf = (
    name: "environment" | "operation" | "provider" | "model",
    label: string,
    values: string[],
  ) => (values.length > 1 || view[name] !== undefined) && choice(name, label, plain(values));
  return (
    <FilterBar actions={<CsvLink href={csvHref} />}>
      {features &&
        choice("feature", "Feature", [
          ...features.map(({ slug, name }) => ({ value: slug, label: name })),
          { value: UNREGISTERED, label: "Unregistered" },
        ])}
      {choiceOf("environment", "Environment", facets.environments)}
      {choiceOf("operation", "Operation", facets.operations)}
      {choiceOf("provider", "Provider", facets.providers)}
      {choiceOf("model", "Model", facets.models)}
      {choice("attempt", "Attempt", plain(attempts))}
      {choice("status", "Status", plain(callStatuses))}
      {choice("priced", "Priced", plain(["yes", "no"]))}
      <ReleaseFilter
        value={view.release ?? ""}
        onChange={(release) => void setView({ release: release || null })}
      />
    </FilterBar>
  );
}

/** Takes effect once it is a digest's beginning; until then it is only typed. */
function ReleaseFilter({ value, onChange }: { value: string; onChange: (release: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const change = (next: string) => {
    const clean = next.trim().toLowerCase();
    setText(clean);
    if (clean === "" || callFilters.shape.release.safeParse(clean).success) onChange(clean);
  };
  return (
    <SearchInput label="Release digest" value={text} onChange={change} className="w-44!" spellCheck={false} />
  );
}
