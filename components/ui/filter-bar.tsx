import type { ReactNode } from "react";
import { PageActions } from "./page-actions.tsx";

/** Filters at the left in the order they narrow, at the right what acts on the whole list. */
export function FilterBar({
  children,
  actions,
  label = "Filters",
}: {
  children?: ReactNode;
  actions?: ReactNode;
  label?: string;
}) {
  return (
    <div className="mb-1.5 flex flex-wrap items-center justify-between gap-2">
      <search aria-label={label} className="flex min-w-0 flex-wrap items-center gap-2 max-sm:w-full">
        {children}
      </search>
      {actions && <PageActions place="list">{actions}</PageActions>}
    </div>
  );
}
