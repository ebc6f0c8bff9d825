import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-[18px] min-w-[18px] place-items-center rounded-sm border border-line bg-surface px-1 font-mono text-[11px] text-text-2 leading-none">
      {children}
    </kbd>
  );
}
