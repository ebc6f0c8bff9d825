"use client";
import { RowCheckbox } from "#components/ui/row-checkbox";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { countOf } from "./assign-selected.ts";
import { useSelection } from "./assign-selection.tsx";

/** The box of one feature; nothing where nothing can be selected. */
export function SelectCell({ slug, name }: { slug: string; name: string }) {
  const selection = useSelection();
  if (!selection) return null;
  return (
    <Cell at="title" className="w-9 pr-0 max-sm:flex-none!" data-select-row={slug}>
      <RowCheckbox
        label={`Select ${name}`}
        checked={selection.selected.has(slug)}
        onToggle={(range) => selection.toggle({ slug, name }, range)}
      />
    </Cell>
  );
}

/** The box of all rows on screen. */
export function SelectHeadCell() {
  const selection = useSelection();
  if (!selection) return null;
  const count = countOf(selection.selected, selection.rows);
  return (
    <HeadCell className="w-9 pr-0">
      <RowCheckbox
        label="Select all shown"
        checked={count === "all"}
        indeterminate={count === "some"}
        onToggle={() => selection.toggleRows(count !== "all")}
      />
    </HeadCell>
  );
}
