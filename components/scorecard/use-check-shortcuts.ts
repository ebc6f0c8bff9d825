"use client";
import { useRouter } from "next/navigation";
import { moveTo, stepThrough } from "#components/shell/step-through";
import { useShortcuts } from "#components/shell/use-shortcuts";

/** Heads of panels, and the checks of those that are open. */
const stops = "summary[data-step], details[open] li[data-step], ul[data-checks] > li[data-step]";

/** j and k lead through the checks, Enter follows the fix of the one that has the focus. */
export function useCheckShortcuts(toggleAll?: () => void): void {
  const router = useRouter();
  useShortcuts("scorecard", {
    next: () => moveTo(stepThrough(stops, 1)),
    previous: () => moveTo(stepThrough(stops, -1)),
    follow: () => {
      const at = document.activeElement;
      // The head of a panel opens by itself; a link in a check is followed by itself.
      const href = at instanceof HTMLElement ? at.dataset.fix : undefined;
      if (href === undefined) return false;
      router.push(href);
    },
    all: toggleAll,
  });
}
