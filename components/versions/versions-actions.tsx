import type { ReactNode } from "react";
import { buttonStyle } from "#components/ui/button-style";

/** What acts on the whole screen; the solid button is the last. */
export function VersionsActions({ csvHref, children }: { csvHref: string; children: ReactNode }) {
  return (
    <>
      <a href={csvHref} download className={buttonStyle("quiet")}>
        CSV
      </a>
      {children}
    </>
  );
}
