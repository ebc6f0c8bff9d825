"use client";
import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { IconButton } from "#components/ui/icon-button";
import { Popover } from "#components/ui/popover";
import type { Level } from "#lib/telemetry/filters-schema";
import { columnsWord, fixedColumn, moved, possibleColumns, type Surroundings } from "./chosen-columns.ts";

type Props = {
  level: Level;
  /** Those that are shown, in their order. */
  columns: readonly string[];
  labelOf: (column: string) => string;
  around: Surroundings;
  /** The address's word; null for the usual columns. */
  onChange: (word: string | null) => void;
};

/** Which columns the table has and in which order; the file has the same. */
export function ColumnMenu({ level, columns, labelOf, around, onChange }: Props) {
  const others = possibleColumns(level, around).filter((column) => !columns.includes(column));
  const set = (next: readonly string[]) => onChange(columnsWord(next));
  return (
    <Popover
      align="end"
      title="Columns"
      trigger={
        <Button>
          <Columns3 size={14} aria-hidden="true" />
          Columns
        </Button>
      }
    >
      <ul className="flex max-h-[min(24rem,calc(var(--available-height)-96px))] w-72 max-w-full flex-col overflow-y-auto">
        {columns.map((column, index) => (
          <li key={column} className="flex min-h-8 items-center justify-between gap-2 [&>div]:items-center">
            <Checkbox
              label={labelOf(column)}
              checked
              disabled={column === fixedColumn[level]}
              onChange={() => set(columns.filter((one) => one !== column))}
            />
            <span className="flex">
              <IconButton
                size="sm"
                label={`Move ${labelOf(column)} up`}
                icon={<ArrowUp size={14} />}
                disabled={index === 0}
                onClick={() => set(moved(columns, column, -1))}
              />
              <IconButton
                size="sm"
                label={`Move ${labelOf(column)} down`}
                icon={<ArrowDown size={14} />}
                disabled={index === columns.length - 1}
                onClick={() => set(moved(columns, column, 1))}
              />
            </span>
          </li>
        ))}
        {others.map((column) => (
          <li key={column} className="flex min-h-8 items-center [&>div]:items-center">
            <Checkbox label={labelOf(column)} checked={false} onChange={() => set([...columns, column])} />
          </li>
        ))}
      </ul>
      <Button size="sm" className="mt-2" onClick={() => onChange(null)}>
        Usual columns
      </Button>
    </Popover>
  );
}
