import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";
import { PageActions } from "./page-actions.tsx";

/** Filters at the left in the order they narrow, at the right what acts on the whole list. */
export function FilterBar({
  children,
  actions,
  label = "Filters",
  oneLine = false,
}: {
  children?: ReactNode;
  actions?: ReactNode;
  label?: string;
  /** At 390 px many filters stand in one line that scrolls, so that the list stays in sight. */
  oneLine?: boolean;
}) {
  return (
    <div className="mb-1.5 flex flex-wrap items-center justify-between gap-2">
      <search
        aria-label={label}
        className={cx(
          "flex min-w-0 flex-wrap items-center gap-2",
          oneLine
            ? "max-sm:-mx-4 max-sm:-my-1 max-sm:w-[calc(100%+32px)] max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 max-sm:*:shrink-0"
            : "max-sm:w-full",
        )}
      >
        {children}
      </search>
      {actions && <PageActions place="list">{actions}</PageActions>}
    </div>
  );
}
