"use client";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { HeadCell } from "#components/ui/table-cell";
import { useViewerZone } from "#components/ui/time";
import type { Column } from "./call-columns.tsx";

export type ExplorerTableProps<T> = {
  caption: string;
  columns: readonly (readonly [key: string, column: Column<T>])[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Rows that came while somebody watched. */
  isNew?: (row: T) => boolean;
};

/** Columns that fit a wide screen. */
const MOST_COLUMNS = 9;

/** Rows of calls or interactions; at 390 px each is two lines. The whole row leads to its interaction. */
export function ExplorerTable<T>({ caption, columns, rows, keyOf, isNew }: ExplorerTableProps<T>) {
  const zone = useViewerZone();
  return (
    <Table caption={caption} stacked sideways={columns.length > MOST_COLUMNS}>
      <TableHead>
        {columns.map(([key, { label, numeric }]) => (
          <HeadCell key={key} {...(numeric ? { numeric } : {})}>
            {key === "started" ? `${label}, ${zone}` : label}
          </HeadCell>
        ))}
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const fresh = isNew?.(row) ?? false;
          return (
            <Row
              key={keyOf(row)}
              data-new={fresh || undefined}
              className={fresh ? "shadow-[inset_3px_0_0_var(--accent)]" : ""}
            >
              {columns.map(([key, { cell }]) => (
                <Cells key={key}>{cell(row)}</Cells>
              ))}
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** Only carries the key of a column: the cell itself is made by it. */
function Cells({ children }: { children: React.ReactNode }) {
  return children;
}
