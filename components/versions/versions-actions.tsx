import type { ReactNode } from "react";
import { CsvLink } from "#components/ui/csv-link";
import { RollbackAction } from "./rollback-dialog.tsx";

type Props = {
  csvHref: string;
  /** Where a rollback can be recorded; null for whoever may not. */
  rollback: { slug: string; environment: string } | null;
  children: ReactNode;
};

/** What acts on the whole screen; the solid button is the last. */
export function VersionsActions({ csvHref, rollback, children }: Props) {
  return (
    <>
      <CsvLink href={csvHref} />
      {rollback && <RollbackAction {...rollback} />}
      {children}
    </>
  );
}
