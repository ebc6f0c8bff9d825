import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export type DisclosureProps = { summary: ReactNode; children: ReactNode; open?: boolean };

/** What is in order stays one line, closed; the browser's own details element, so it works before any script. */
export function Disclosure({ summary, children, open = false }: DisclosureProps) {
  return (
    <details open={open} className="group/disclosure">
      <summary className="flex min-h-9 list-none items-center gap-2 rounded-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={14}
          aria-hidden="true"
          className="shrink-0 text-text-3 group-open/disclosure:rotate-90"
        />
        <span className="min-w-0 flex-1">{summary}</span>
      </summary>
      <div className="pb-2 pl-[22px]">{children}</div>
    </details>
  );
}
