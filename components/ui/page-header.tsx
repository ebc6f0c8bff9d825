import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "./breadcrumbs.tsx";
import { PageActions } from "./page-actions.tsx";

export type PageHeaderProps = {
  crumbs: readonly Crumb[];
  /** The one heading of the screen. */
  title: ReactNode;
  /** Right of the heading: the six-cell strip, a badge. */
  mark?: ReactNode;
  /** The one sentence a manager can read aloud. */
  sentence?: ReactNode;
  /** Quiet buttons first, the one solid button last. At 390 px they stand at the foot. */
  actions?: ReactNode;
};

export function PageHeader({ crumbs, title, mark, sentence, actions }: PageHeaderProps) {
  return (
    <header className="mb-4">
      <div className="flex min-h-[30px] items-center justify-between gap-4 max-sm:min-h-9">
        <Breadcrumbs items={crumbs} />
        {actions && <PageActions>{actions}</PageActions>}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-x-3.5 gap-y-1.5">
        <h1 className="min-w-0 break-words font-semibold text-2xl">{title}</h1>
        {mark}
      </div>
      {sentence && <p className="mt-0.5 max-w-[110ch] text-text-2">{sentence}</p>}
    </header>
  );
}
