import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";
import { PageActions } from "./page-actions.tsx";

export type PanelProps = {
  title?: ReactNode;
  /** Right of the title: a figure, a link, a button. */
  aside?: ReactNode;
  children: ReactNode;
  /** Tables and charts bring their own edges. */
  flush?: boolean;
  className?: string;
  id?: string;
};

export function Panel({ title, aside, children, flush = false, className, id }: PanelProps) {
  return (
    <section
      id={id}
      aria-label={typeof title === "string" ? title : undefined}
      className={cx(
        "min-w-0 overflow-clip rounded-lg border border-line bg-surface shadow-sm [--table-ground:var(--surface)]",
        className,
      )}
    >
      {title !== undefined && (
        <header className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line border-b px-3.5 py-2">
          <h2 className="font-semibold text-base">{title}</h2>
          {aside && <div className="flex items-center gap-2 text-sm text-text-2">{aside}</div>}
        </header>
      )}
      <div className={flush ? undefined : "px-3.5 py-3"}>{children}</div>
    </section>
  );
}

/** A heading inside of a page, over a table or a group of panels. */
export function SectionHeading({
  title,
  sentence,
  actions,
  id,
}: {
  title: ReactNode;
  sentence?: ReactNode;
  actions?: ReactNode;
  id?: string;
}) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        {sentence && <p className="text-text-2">{sentence}</p>}
      </div>
      {actions && <PageActions place="section">{actions}</PageActions>}
    </div>
  );
}
