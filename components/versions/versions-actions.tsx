import type { ReactNode } from "react";
import { CsvLink } from "#components/ui/csv-link";

/** What acts on the whole screen; the solid button is the last. */
export function VersionsActions({ csvHref, children }: { csvHref: string; children: ReactNode }) {
  return (
    <>
      <CsvLink href={csvHref} />
      {children}
    </>
  );
}
