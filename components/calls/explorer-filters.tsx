"use client";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { FilterBar } from "#components/ui/filter-bar";
import { Menu } from "#components/ui/menu";
import { type FilterOption, MultiFilter } from "#components/ui/multi-filter";
import { SearchInput } from "#components/ui/search-input";
import { Select } from "#components/ui/select";
import { joinValues, splitValues } from "#lib/core/value-list";
import type { CallSummary, FacetName } from "#lib/telemetry/explorer-answers-schema";
import {
  type ExplorerWord,
  interactionMarks,
  interactionOrders,
  outcomeFilters,
} from "#lib/telemetry/filters-schema";
import { AmountFilter, amounts } from "./amount-filter.tsx";
import { orderLabels, outcomeLabels } from "./call-words.ts";
import { facetLabels, facetsOnScreen } from "./filter-specs.ts";
import { PeriodFilter } from "./period-filter.tsx";
import type { Explorer } from "./use-explorer.ts";

type Props = {
  explorer: Explorer;
  /** Null while the counts are being read. */
  summary: CallSummary | undefined;
  /** Whether the list is of all features. */
  all: boolean;
};

/** Of these a list has one at most. */
const single: readonly ExplorerWord[] = ["feature", "priced"];

export function ExplorerFilters({ explorer, summary, all }: Props) {
  const { view, address, change, clear } = explorer;
  const [added, setAdded] = useState<readonly string[]>([]);
  const { inSight, rest } = facetsOnScreen(view.level, {
    all,
    narrowing: (name) => view[name] !== undefined || added.includes(name),
    values: (name) => summary?.facets[name]?.length ?? 0,
  });
  const facet = (name: FacetName) => (
    <MultiFilter
      key={name}
      label={facetLabels[name]}
      options={optionsOf(summary, name)}
      values={splitValues(view[name] ?? "")}
      onChange={(values) => {
        const kept = single.includes(name) ? values.slice(-1) : values;
        change({ [name]: kept.length > 0 ? joinValues(kept) : null });
      }}
      counts="call"
    />
  );
  const shownAmounts = amounts.filter(
    ({ word, levels }) => levels.includes(view.level) && (view[word] || added.includes(word)),
  );
  const further = [
    ...rest.map((name) => ({ word: name, label: facetLabels[name] })),
    ...amounts.filter((amount) => amount.levels.includes(view.level) && !shownAmounts.includes(amount)),
  ];
  const narrowed = Object.keys(address).some(
    (word) => !["level", "period", "from", "to", "columns"].includes(word),
  );
  return (
    <FilterBar oneLine>
      <PeriodFilter view={view} change={change} />
      {view.level === "calls" && (
        <TextFilter value={view.q ?? ""} onChange={(q) => change({ q: q || null })} />
      )}
      {inSight.map(facet)}
      {view.level === "interactions" && <InteractionFilters explorer={explorer} />}
      {shownAmounts.map((amount) => (
        <AmountFilter
          key={amount.word}
          amount={amount}
          value={view[amount.word]}
          onChange={(value) => change({ [amount.word]: value })}
        />
      ))}
      {further.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button variant="ghost">
              <Plus size={14} aria-hidden="true" />
              Filter
            </Button>
          }
          items={further.map(({ word, label }) => ({ label, onSelect: () => setAdded([...added, word]) }))}
        />
      )}
      {narrowed && (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      )}
    </FilterBar>
  );
}

function optionsOf(summary: CallSummary | undefined, name: FacetName): FilterOption[] {
  return (summary?.facets[name] ?? []).map(({ value, label, calls }) => ({
    value,
    label: label ?? (name === "release" && value !== "none" ? value.slice(0, 12) : value),
    count: calls,
  }));
}

function InteractionFilters({ explorer: { view, change } }: { explorer: Explorer }) {
  const choice = (word: "outcome" | "has", label: string, values: readonly string[]) => (
    <MultiFilter
      label={label}
      options={values.map((value) => ({ value, label: outcomeLabels[value] ?? value }))}
      values={splitValues(view[word] ?? "")}
      onChange={(chosen) => change({ [word]: chosen.length > 0 ? joinValues(chosen) : null })}
    />
  );
  return (
    <>
      {choice("outcome", "Outcome", outcomeFilters)}
      {choice("has", "Has", interactionMarks)}
      <Select
        look="filter"
        aria-label="Order"
        prefix="Order: "
        value={view.order ?? "newest"}
        options={interactionOrders.map((value) => ({ value, label: orderLabels[value] }))}
        onChange={(order) => change({ order: order === "newest" ? null : order })}
      />
    </>
  );
}

/** Narrows once a moment has gone by without a key. */
function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <SearchInput
      label="Name begins with"
      title="The beginning of a span’s name, model, agent, prompt or service"
      value={text}
      onChange={setText}
      maxLength={100}
      className="w-48!"
    />
  );
}
