import Link from "next/link";
import type { ComponentProps, ComponentPropsWithRef } from "react";
import { cx } from "#lib/core/class-names";

/** Where a cell stands in a stacked row at 390 px: first line left or right, second line, or nowhere. */
export type CellPlace = "title" | "end" | "line2" | "line2-end" | "hide";

const places: Record<CellPlace, string> = {
  title:
    "group-data-stacked/table:max-sm:order-1 group-data-stacked/table:max-sm:flex-1 group-data-stacked/table:max-sm:min-w-0",
  end: "group-data-stacked/table:max-sm:order-2",
  line2: "group-data-stacked/table:max-sm:order-4",
  "line2-end": "group-data-stacked/table:max-sm:order-5 group-data-stacked/table:max-sm:ml-auto",
  hide: "group-data-stacked/table:max-sm:hidden",
};

export type CellProps = ComponentPropsWithRef<"td"> & {
  /** Right, tabular figures. */
  numeric?: boolean;
  at?: CellPlace;
  /** Secondary text. */
  muted?: boolean;
  mono?: boolean;
};

export function Cell({
  numeric = false,
  at = "line2",
  muted = false,
  mono = false,
  className,
  ...rest
}: CellProps) {
  return (
    <td
      {...rest}
      className={cx(
        "h-9 px-2.5 py-1.5 align-middle group-data-stacked/table:max-sm:h-auto group-data-stacked/table:max-sm:p-0",
        "group-data-stacked/table:max-sm:block",
        numeric && "text-right tnum",
        muted && "text-sm text-text-2",
        mono && "font-mono text-sm",
        places[at],
        className,
      )}
    />
  );
}

export type HeadCellProps = ComponentPropsWithRef<"th"> & { numeric?: boolean };

export const headCellStyle = "h-9 px-2.5 font-semibold text-xs text-text-3 whitespace-nowrap";

export function HeadCell({ numeric = false, className, ...rest }: HeadCellProps) {
  return <th scope="col" {...rest} className={cx(headCellStyle, numeric && "text-right", className)} />;
}

/** The head of a column of buttons: named for those who hear the table, empty for those who see it. */
export function ActionsHeadCell() {
  return (
    <HeadCell>
      <span className="sr-only">Actions</span>
    </HeadCell>
  );
}

/** Two lines in one cell: the name in semibold, what is secondary under it. */
export function TwoLines({ first, second }: { first: React.ReactNode; second?: React.ReactNode }) {
  return (
    <div className="min-w-0 py-0.5">
      <div className="truncate font-semibold">{first}</div>
      {second && <div className="truncate text-sm text-text-2">{second}</div>}
    </div>
  );
}

/** The link of a row: it covers the whole row; other links and buttons in it need `relative z-10`. */
export function RowLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={cx(
        "after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2",
        className,
      )}
    />
  );
}
