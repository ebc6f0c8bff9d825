"use client";
import { moveTo, stepThrough } from "./step-through.tsx";
import { useShortcuts } from "./use-shortcuts.tsx";

const rows = "[data-row-link]";

const focusOnRow = () => document.activeElement?.matches(rows) === true;

/** Leads through the rows of the list on screen: the focus stands on each row's link (`data-row-link`). */
export function useRowShortcuts(screen: "explorer"): void {
  const move = (by: 1 | -1) => moveTo(stepThrough(rows, by));
  useShortcuts(screen, {
    next: () => move(1),
    previous: () => move(-1),
    // Elsewhere arrows scroll, and Escape closes what is open.
    down: () => focusOnRow() && move(1),
    up: () => focusOnRow() && move(-1),
    leave: () => {
      if (!focusOnRow()) return false;
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
    filters: () => moveTo(document.querySelector('search[aria-label="Filters"] button')),
  });
}
