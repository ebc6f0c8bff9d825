"use client";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { Combobox } from "#components/ui/combobox";
import { FilterBar } from "#components/ui/filter-bar";
import { Input } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { Select } from "#components/ui/select";
import { activitySearch } from "#lib/activity/query-options";
import { ActivityList } from "./activity-list.tsx";

type Option = { value: string; label: string };
type Props = { features: Option[]; people: Option[] };

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
export function ActivityFilters({ features, people }: Props) {
  const [state, setState] = useQueryStates(filters, { limitUrlUpdates: debounce(200) });
  const { feature, actor, action } = state;
  const filter = { feature, actor, action, from: instantOf(state.from, 0), to: instantOf(state.to, 1) };
  const csv = activitySearch(filter);
  csv.set("format", "csv");
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
        <Input
          type="date"
          aria-label="From"
          value={state.from}
          onChange={(event) => void setState({ from: event.target.value })}
          className="w-36!"
        />
        <Input
          type="date"
          aria-label="To"
          value={state.to}
          onChange={(event) => void setState({ to: event.target.value })}
          className="w-36!"
        />
      </FilterBar>
      <ActivityList filter={filter} />
    </>
  );
}
