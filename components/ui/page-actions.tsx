import type { ReactNode } from "react";

export type PageActionsProps = {
  children: ReactNode;
  /** "list": stands above a table and leaves the top right to the clock. */
  place?: "header" | "list";
};

/** At the top right; at 390 px a bar at the foot, so that the solid button is in reach of a thumb. */
export function PageActions({ children, place = "header" }: PageActionsProps) {
  return (
    <div
      {...(place === "header" ? { "data-page-actions": "" } : { "data-list-actions": "" })}
      className="flex items-center gap-1.5 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-20 max-sm:border-line max-sm:border-t max-sm:bg-surface max-sm:p-2.5 max-sm:pb-[max(10px,env(safe-area-inset-bottom))] max-sm:*:min-h-11 max-sm:*:flex-1 max-sm:[&>span>button]:min-h-11 max-sm:[&>span>button]:flex-1"
    >
      {children}
    </div>
  );
}
