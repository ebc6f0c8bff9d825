"use client";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { useShortcuts } from "#components/shell/use-shortcuts";
import { AssignBar } from "./assign-bar.tsx";
import { type Named, type Selected, toggled, withAll, without, withRange } from "./assign-selected.ts";

type Selection = {
  selected: Selected;
  rows: readonly Named[];
  toggle: (row: Named, range: boolean) => void;
  toggleRows: (on: boolean) => void;
};

const SelectionContext = createContext<Selection | null>(null);

/** Null where nothing can be selected: the reader may change no feature. */
export function useSelection(): Selection | null {
  return useContext(SelectionContext);
}

export type AssignSelectionProps = {
  enabled: boolean;
  /** The features on screen, in their order. */
  rows: readonly Named[];
  /** How many match on all pages, and what is asked for them. */
  matching: number;
  search: URLSearchParams;
  teams: readonly Named[];
  children: ReactNode;
};

/** Lets the rows inside be selected, and offers what can be done with them. What a filter hides stays selected. */
export function AssignSelection({ enabled, rows, matching, search, teams, children }: AssignSelectionProps) {
  const [selected, setSelected] = useState<Selected>(new Map());
  const [assigning, setAssigning] = useState(false);
  const anchor = useRef<string | null>(null);
  const toggle = useCallback(
    (row: Named, range: boolean) => {
      const from = anchor.current;
      setSelected((before) => (range ? withRange(before, rows, from, row) : toggled(before, row)));
      anchor.current = row.slug;
    },
    [rows],
  );
  const toggleRows = useCallback(
    (on: boolean) => setSelected((before) => (on ? withAll(before, rows) : without(before, rows))),
    [rows],
  );
  const value = useMemo(
    () => (enabled ? { selected, rows, toggle, toggleRows } : null),
    [enabled, selected, rows, toggle, toggleRows],
  );
  useShortcuts("selection", {
    select: enabled ? () => selectFocused(rows, toggle) : undefined,
    assign: enabled && selected.size > 0 ? () => setAssigning(true) : undefined,
  });
  return (
    <SelectionContext value={value}>
      {children}
      {enabled && selected.size > 0 && (
        <AssignBar
          selected={selected}
          matching={matching}
          search={search}
          teams={teams}
          assigning={assigning}
          onAssign={setAssigning}
          onSelect={(found) => setSelected((before) => withAll(before, found))}
          onClear={() => setSelected(new Map())}
        />
      )}
    </SelectionContext>
  );
}

/** The row that has the focus, wherever in it the focus stands. Declines the key elsewhere. */
function selectFocused(rows: readonly Named[], toggle: Selection["toggle"]): boolean {
  const slug = document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-select-row]")
    ?.dataset.selectRow;
  const row = rows.find((one) => one.slug === slug);
  if (row) toggle(row, false);
  return row !== undefined;
}
