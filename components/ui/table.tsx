import type { ComponentPropsWithRef } from "react";
import { cx } from "#lib/core/class-names";

export type TableProps = ComponentPropsWithRef<"table"> & {
  /** Said to screen readers. */
  caption: string;
  /** At 390 px a row becomes two lines (see `at` of Cell); otherwise the table scrolls sideways. */
  stacked?: boolean;
  /** It may be wider than the page at any width: it scrolls sideways, and its head does not stay in view. */
  sideways?: boolean;
};

export function Table({
  caption,
  stacked = false,
  sideways = false,
  className,
  children,
  ...rest
}: TableProps) {
  return (
    <div
      className={cx(
        "relative min-w-0",
        stacked ? "max-sm:overflow-visible sm:overflow-x-auto" : "overflow-x-auto",
        // What scrolls sideways holds its head; from here on a table fits the page, and the page scrolls.
        !sideways && "xl:overflow-x-visible",
      )}
    >
      <table
        {...rest}
        data-stacked={stacked || undefined}
        data-sticky={!sideways || undefined}
        className={cx("group/table w-full border-collapse text-left", stacked && "max-sm:block", className)}
      >
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ className, children, ...rest }: ComponentPropsWithRef<"thead">) {
  return (
    <thead
      {...rest}
      className={cx(
        "group-data-stacked/table:max-sm:sr-only",
        "group-data-sticky/table:xl:sticky group-data-sticky/table:xl:top-0 group-data-sticky/table:xl:z-20 group-data-sticky/table:xl:bg-(--table-ground,var(--bg))",
        // A collapsed border stays behind when its row moves.
        "group-data-sticky/table:xl:shadow-[inset_0_-1px_0_var(--line)] print:static",
        className,
      )}
    >
      <tr className="border-line border-b">{children}</tr>
    </thead>
  );
}

export function TableBody({ className, ...rest }: ComponentPropsWithRef<"tbody">) {
  return <tbody {...rest} className={cx("group-data-stacked/table:max-sm:block", className)} />;
}

export type RowProps = ComponentPropsWithRef<"tr"> & { selected?: boolean; quiet?: boolean };

/** The pseudo element breaks a stacked row into its two lines. */
export function Row({ selected = false, quiet = false, className, ...rest }: RowProps) {
  return (
    <tr
      {...rest}
      aria-selected={selected || undefined}
      className={cx(
        "relative border-line border-b",
        !quiet && "hover:bg-sunken",
        selected && "bg-accent-soft",
        "group-data-stacked/table:max-sm:flex group-data-stacked/table:max-sm:flex-wrap",
        "group-data-stacked/table:max-sm:items-center group-data-stacked/table:max-sm:gap-x-3 group-data-stacked/table:max-sm:gap-y-1",
        "group-data-stacked/table:max-sm:py-2.5 group-data-stacked/table:max-sm:before:order-3",
        "group-data-stacked/table:max-sm:before:h-0 group-data-stacked/table:max-sm:before:basis-full group-data-stacked/table:max-sm:before:content-['']",
        className,
      )}
    />
  );
}
