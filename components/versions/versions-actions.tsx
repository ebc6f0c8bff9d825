import type { ReactNode } from "react";
import { RollbackAction } from "./rollback-dialog.tsx";

type Props = {
  /** Where a rollback can be recorded; null for whoever may not. */
  rollback: { slug: string; environment: string } | null;
  children: ReactNode;
};

/** What acts on the whole screen; the solid button is the last. */
export function VersionsActions({ rollback, children }: Props) {
  return (
    <>
      {rollback && <RollbackAction {...rollback} />}
      {children}
    </>
  );
}
