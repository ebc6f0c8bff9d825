import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { cx } from "#lib/core/class-names";
import { headCellStyle } from "./table-cell.tsx";

export type SortDirection = "asc" | "desc" | null;

export type SortHeadCellProps = {
  children: React.ReactNode;
  direction: SortDirection;
  /** The sort lives in the URL: give the address of the next sort. Or onSort, in an island. */
  href?: string;
  onSort?: () => void;
  numeric?: boolean;
  className?: string;
};

const ariaSort = { asc: "ascending", desc: "descending" } as const;

export function SortHeadCell({
  children,
  direction,
  href,
  onSort,
  numeric = false,
  className,
}: SortHeadCellProps) {
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ChevronsUpDown;
  const style = cx(
    "-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-text",
    direction && "text-text",
    numeric && "flex-row-reverse",
  );
  const inner = (
    <>
      {children}
      <Icon size={12} aria-hidden="true" className={direction ? undefined : "opacity-50"} />
    </>
  );
  return (
    <th
      scope="col"
      aria-sort={direction ? ariaSort[direction] : "none"}
      className={cx(headCellStyle, numeric && "text-right", className)}
    >
      {href ? (
        <Link href={href} scroll={false} replace className={style}>
          {inner}
        </Link>
      ) : (
        <button type="button" onClick={onSort} className={cx(style, "font-semibold")}>
          {inner}
        </button>
      )}
    </th>
  );
}
