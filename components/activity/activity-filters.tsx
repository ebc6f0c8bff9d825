"use client";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useId } from "react";
import { Combobox } from "#components/ui/combobox";
import { FilterBar } from "#components/ui/filter-bar";
import { Input } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { Select } from "#components/ui/select";
import { type ActivityFilter, activitySearch } from "#lib/activity/query-options";
import type { ActivityPage } from "#lib/activity/schema";
import { ActivityList } from "./activity-list.tsx";

type Option = { value: string; label: string };
type Props = {
  features: Option[];
  people: Option[];
  /** The page that the server began with, and the filter that it is of. */
  initial: { filter: ActivityFilter; page: ActivityPage } | null;
};

const kinds = [
  "feature",
  "runbook",
  "release",
  "deployment",
  "team",
  "user",
  "invitation",
  "api_key",
  "session",
  "installation",
];

const filters = {
  feature: parseAsString.withDefault(""),
  actor: parseAsString.withDefault(""),
  action: parseAsString.withDefault(""),
  from: parseAsString.withDefault(""),
  to: parseAsString.withDefault(""),
};

/** A day of the filter as an instant of the viewer's own zone; `to` includes its day. */
function instantOf(day: string, plusDays: number): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return "";
  return new Date(year, month - 1, date + plusDays).toISOString();
}

/** The log with its filters, which live in the address. */
export function ActivityFilters({ features, people, initial }: Props) {
  const [state, setState] = useQueryStates(filters, { limitUrlUpdates: debounce(200) });
  const { feature, actor, action } = state;
  const filter = { feature, actor, action, from: instantOf(state.from, 0), to: instantOf(state.to, 1) };
  const csv = activitySearch(filter);
  csv.set("format", "csv");
  const known = initial && activitySearch(initial.filter).toString() === activitySearch(filter).toString();
  const any = [{ value: "", label: "any" }];
  return (
    <>
      <FilterBar
        actions={
          <LinkButton href={`/api/v1/activity?${csv}`} prefetch={false} download>
            CSV
          </LinkButton>
        }
      >
        <div className="w-52 max-sm:w-full">
          <Combobox
            options={features}
            value={feature || null}
            onChange={(value) => void setState({ feature: value ?? "" })}
            placeholder="Every feature"
            aria-label="Feature"
          />
        </div>
        <div className="w-44 max-sm:w-full">
          <Combobox
            options={people}
            value={actor || null}
            onChange={(value) => void setState({ actor: value ?? "" })}
            placeholder="Everybody"
            aria-label="Who"
          />
        </div>
        <Select
          look="filter"
          prefix="What: "
          aria-label="What"
          options={[...any, ...kinds.map((kind) => ({ value: kind, label: kind.replaceAll("_", " ") }))]}
          value={action}
          onChange={(value) => void setState({ action: value })}
        />
        <Day label="From" value={state.from} onChange={(from) => void setState({ from })} />
        <Day label="To" value={state.to} onChange={(to) => void setState({ to })} />
      </FilterBar>
      <ActivityList filter={filter} initial={known ? initial?.page : undefined} />
    </>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-1.5">
      <label htmlFor={id} className="text-text-2">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="w-36!"
      />
    </span>
  );
}
