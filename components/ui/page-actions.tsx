import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";

export type PageActionsProps = {
  children: ReactNode;
  /** "list" stands above a table, "section" beside a heading; both leave the top right to the clock. */
  place?: "header" | "list" | "section";
};

/** At the top right. At 390 px those with the screen's solid button are a bar at the foot, in reach of a thumb. */
export function PageActions({ children, place = "header" }: PageActionsProps) {
  return (
    <div
      {...(place === "header" && { "data-page-actions": "" })}
      className={cx("page-actions flex flex-wrap items-center gap-1.5", place === "header" && "flex-none")}
    >
      {children}
    </div>
  );
}
